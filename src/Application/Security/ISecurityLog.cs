using PropOps.Domain.Security;

namespace PropOps.Application.Security;

/// <summary>What happened to the safety of accounts. When, from where and by whom is added by the log itself.</summary>
public interface ISecurityLog
{
    /// <summary>Keeps it in the running transaction, with the change that it tells of.</summary>
    void Add(SecurityNote note);

    /// <summary>
    /// Keeps it whatever becomes of the request: in a transaction of its own, after the running one where there is one. For
    /// refusals, which roll back everything else. That it could not be written is no reason to answer otherwise.
    /// </summary>
    Task Keep(SecurityNote note, CancellationToken cancellationToken);
}

/// <param name="UserId">the account that it is about; null where none is known.</param>
public sealed record SecurityNote(SecurityEventType Type, long? UserId)
{
    /// <summary>The address that was tried, as it was sent. It is kept masked, and only where no account is known.</summary>
    public string? Email { get; init; }

    public SignInOutcome? Outcome { get; init; }

    public SignInMethod? Method { get; init; }

    /// <summary>For a person; holds no personal data and no secret. At most 300 characters are kept.</summary>
    public string Detail { get; init; } = "";

    public SecuritySeverity Severity { get; init; } = SeverityOf(Type);

    private static SecuritySeverity SeverityOf(SecurityEventType type) => type switch
    {
        SecurityEventType.RememberReuse or SecurityEventType.Integrity => SecuritySeverity.Critical,
        SecurityEventType.Locked or SecurityEventType.PinFailed or SecurityEventType.MfaFailed or SecurityEventType.MfaDisabled or SecurityEventType.Blacklisted
            or SecurityEventType.ImpersonationStarted or SecurityEventType.AccessDenied or SecurityEventType.CsrfRefused => SecuritySeverity.Warning,
        _ => SecuritySeverity.Info,
    };
}
