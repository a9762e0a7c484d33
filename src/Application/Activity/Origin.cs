namespace PropOps.Application.Activity;

/// <summary>Where the running work came from; one per request, event or background job.</summary>
public sealed class Origin
{
    /// <summary>Found again in every log line, event and job of this work.</summary>
    public string CorrelationId { get; set; } = Guid.CreateVersion7().ToString("N");

    /// <summary>0 for a request; one more than the event that this work answers to.</summary>
    public int Depth { get; set; }

    public string? IpAddress { get; set; }

    public string? UserAgent { get; set; }

    /// <summary>This is a part of the same work.</summary>
    public void ComesFrom(Origin whole) => (CorrelationId, Depth, IpAddress, UserAgent) = (whole.CorrelationId, whole.Depth, whole.IpAddress, whole.UserAgent);
}
