using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using PropOps.Application.Events;

namespace PropOps.Application.Contracts.Identity;

/// <summary>The second factor was switched, or its recovery codes were renewed.</summary>
[IntegrationEvent("user.mfa_changed")]
public sealed record UserMfaChanged : UserFragment, IIntegrationEvent
{
    [JsonConstructor]
    public UserMfaChanged()
    {
    }

    [SetsRequiredMembers]
    public UserMfaChanged(UserFragment user)
        : base(user)
    {
    }

    public bool IsEnabled { get; init; }

    /// <summary>enabled, disabled or recovery_codes; nullable, since it joined its version later (EVENT-3).</summary>
    public string? Change { get; init; }

    /// <summary>self or admin.</summary>
    public string By { get; init; } = "";
}

/// <summary>Too many failed sign-ins.</summary>
[IntegrationEvent("user.locked")]
public sealed record UserLocked : UserFragment, IIntegrationEvent
{
    [JsonConstructor]
    public UserLocked()
    {
    }

    [SetsRequiredMembers]
    public UserLocked(UserFragment user)
        : base(user)
    {
    }

    public DateTimeOffset? Until { get; init; }

    public int FailedAttempts { get; init; }
}

/// <summary>The account was put on the blacklist or taken off it.</summary>
[IntegrationEvent("user.blacklist_changed")]
public sealed record UserBlacklistChanged : UserFragment, IIntegrationEvent
{
    [JsonConstructor]
    public UserBlacklistChanged()
    {
    }

    [SetsRequiredMembers]
    public UserBlacklistChanged(UserFragment user)
        : base(user)
    {
    }

    public bool IsBlacklisted { get; init; }

    public string? Reason { get; init; }
}

/// <summary>Somebody acts as this account, or that ended.</summary>
[IntegrationEvent("user.impersonation_changed")]
public sealed record UserImpersonationChanged : UserFragment, IIntegrationEvent
{
    [JsonConstructor]
    public UserImpersonationChanged()
    {
    }

    [SetsRequiredMembers]
    public UserImpersonationChanged(UserFragment user)
        : base(user)
    {
    }

    public bool IsActive { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public string? Reason { get; init; }
}

/// <summary>A sign-in from a device or network not seen before; which, only the security log says.</summary>
[IntegrationEvent("security.new_sign_in")]
public sealed record NewSignIn : UserFragment, IIntegrationEvent
{
    [JsonConstructor]
    public NewSignIn()
    {
    }

    [SetsRequiredMembers]
    public NewSignIn(UserFragment user)
        : base(user)
    {
    }

    public Guid SessionUuid { get; init; }
}

/// <summary>A gate of the sign-in was passed, or failed three times.</summary>
[IntegrationEvent("security.guard_access")]
public sealed record GuardAccess : UserFragment, IIntegrationEvent
{
    [JsonConstructor]
    public GuardAccess()
    {
    }

    [SetsRequiredMembers]
    public GuardAccess(UserFragment user)
        : base(user)
    {
    }

    /// <summary>ip_pin, reauthentication, mfa or document.</summary>
    public string Guard { get; init; } = "";

    /// <summary>passed or failed.</summary>
    public string Outcome { get; init; } = "";
}
