using PropOps.Domain.Kernel;

namespace PropOps.Domain.Security;

/// <summary>Something that matters to the safety of accounts, a refusal as much as a success. Never changed once it is written.</summary>
public sealed class SecurityEvent : Entity
{
    public required DateTimeOffset At { get; init; }

    public required SecurityEventType Type { get; init; }

    public required SecuritySeverity Severity { get; init; }

    /// <summary>Of a sign-in.</summary>
    public SignInOutcome? Outcome { get; init; }

    /// <summary>Of a sign-in.</summary>
    public SignInMethod? Method { get; init; }

    /// <summary>The address that was tried, masked; null where its account is known.</summary>
    public string? MaskedEmail { get; init; }

    /// <summary>The account that it is about.</summary>
    public long? UserId { get; init; }

    /// <summary>Who did it to that account, and not whom they acted as; null where nobody was signed in.</summary>
    public long? ActorId { get; init; }

    public string? IpAddress { get; init; }

    /// <summary>Keyed token of the address, by which it is found.</summary>
    public string? IpToken { get; init; }

    public string? UserAgent { get; init; }

    public required string Detail { get; init; }

    public required string CorrelationId { get; init; }
}

public enum SecurityEventType
{
    SignIn,
    SignInFailed,
    Locked,
    Unlocked,
    NewAddress,
    PinSent,
    PinPassed,
    PinFailed,
    MfaEnabled,
    MfaDisabled,
    MfaFailed,
    PasswordChanged,
    PasswordReset,
    TokenCreated,
    TokenRevoked,
    SessionEnded,
    Blacklisted,
    Unblacklisted,
    ImpersonationStarted,
    ImpersonationEnded,
    PermissionChanged,
    RoleChanged,
    Reauthenticated,
    AccessDenied,
    RememberReuse,
    CsrfRefused,
    Integrity,
}

/// <summary>Stored as its number: a filter asks for this much or more.</summary>
public enum SecuritySeverity
{
    Info,
    Warning,
    Critical,
}

public enum SignInOutcome
{
    Success,
    WrongCredentials,
    Locked,
    Inactive,
    Blacklisted,
    MfaFailed,
    PinFailed,
    RateLimited,
}

public enum SignInMethod
{
    Password,
    Token,
    Mfa,
    RecoveryCode,
    Pin,
    Remember,
}
