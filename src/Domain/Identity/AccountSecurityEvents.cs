using PropOps.Domain.Kernel;

namespace PropOps.Domain.Identity;

/// <summary>The second factor was switched, or its recovery codes were renewed.</summary>
public sealed record SecondFactorChanged(User Account, SecondFactorChange Change, bool IsByAdmin) : IDomainEvent;

public enum SecondFactorChange
{
    Enabled,
    Disabled,
    RecoveryCodes,
}

/// <summary>A gate of the sign-in was passed, or failed three times in a row (GATE-3).</summary>
public sealed record GateMet(User Account, Guard Guard, bool IsPassed) : IDomainEvent;

/// <summary>Too many failed sign-ins.</summary>
public sealed record AccountLocked(User Account, DateTimeOffset Until, int FailedAttempts) : IDomainEvent;

/// <summary>A sign-in from a device or network that the account had not used lately.</summary>
public sealed record SignedInFromElsewhere(User Account, Guid Session) : IDomainEvent;

public sealed record BlacklistChanged(User Account, string? Reason) : IDomainEvent;

/// <summary>Somebody acts as this account, or that ended.</summary>
/// <param name="Until">null where it ended.</param>
public sealed record ImpersonationChanged(User Account, DateTimeOffset? Until, string? Reason) : IDomainEvent;

/// <summary>Gates at which somebody proves something; the names are published.</summary>
public enum Guard
{
    IpPin,
    Reauthentication,
    Mfa,
    Document,
}
