using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using PropOps.Application.Events;

namespace PropOps.Application.Contracts.Identity;

/// <summary>An account is made.</summary>
[IntegrationEvent("user.created")]
public sealed record UserCreated : UserFragment, IIntegrationEvent
{
    [JsonConstructor]
    public UserCreated()
    {
    }

    [SetsRequiredMembers]
    public UserCreated(UserFragment user)
        : base(user)
    {
    }

    public long? RoleId { get; init; }

    /// <summary>admin, invitation or import.</summary>
    public string CreatedVia { get; init; } = "";
}

/// <summary>An account that was made waits until somebody says yes.</summary>
[IntegrationEvent("user.approval_requested")]
public sealed record UserApprovalRequested : UserFragment, IIntegrationEvent
{
    [JsonConstructor]
    public UserApprovalRequested()
    {
    }

    [SetsRequiredMembers]
    public UserApprovalRequested(UserFragment user)
        : base(user)
    {
    }
}

/// <summary>Fields of the profile change that have no event of their own.</summary>
[IntegrationEvent("user.updated")]
public sealed record UserUpdated : UserFragment, IIntegrationEvent
{
    [JsonConstructor]
    public UserUpdated()
    {
    }

    [SetsRequiredMembers]
    public UserUpdated(UserFragment user)
        : base(user)
    {
    }

    public IReadOnlyList<string> ChangedFields { get; init; } = [];
}

/// <summary>Enabled, suspended, restored; from Pending: approved or refused.</summary>
[IntegrationEvent("user.status_changed")]
public sealed record UserStatusChanged : UserFragment, IIntegrationEvent
{
    [JsonConstructor]
    public UserStatusChanged()
    {
    }

    [SetsRequiredMembers]
    public UserStatusChanged(UserFragment user)
        : base(user)
    {
    }

    public string FromStatus { get; init; } = "";

    public string ToStatus { get; init; } = "";

    public string? Reason { get; init; }
}

/// <summary>Onboarding is finished.</summary>
[IntegrationEvent("user.onboarding_completed")]
public sealed record UserOnboardingCompleted : UserFragment, IIntegrationEvent
{
    [JsonConstructor]
    public UserOnboardingCompleted()
    {
    }

    [SetsRequiredMembers]
    public UserOnboardingCompleted(UserFragment user)
        : base(user)
    {
    }
}

/// <summary>An account that nothing names is removed.</summary>
[IntegrationEvent("user.deleted")]
public sealed record UserDeleted : UserFragment, IIntegrationEvent
{
    [JsonConstructor]
    public UserDeleted()
    {
    }

    [SetsRequiredMembers]
    public UserDeleted(UserFragment user)
        : base(user)
    {
    }
}
