namespace PropOps.Domain.RateLimiting;

/// <summary>Which limit a request counts against (api-wide.yaml, rate_limiting.classes).</summary>
public enum RateClass
{
    Auth,
    Read,
    Write,
    Upload,
    Search,
    Export,
    Messaging,
    Public,

    /// <summary>Not counted: liveness and readiness.</summary>
    None,
}
