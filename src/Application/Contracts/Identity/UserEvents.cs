using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using PropOps.Application.Events;

namespace PropOps.Application.Contracts.Identity;

/// <summary>What every event of an account says about it (the fragment <c>user</c> of the event catalogue).</summary>
public record UserFragment
{
    public required Guid UserUuid { get; init; }

    public required long UserId { get; init; }

    public required string AccountType { get; init; }

    public string OrderingKey() => $"user:{UserUuid}";
}

/// <summary>A new password is set.</summary>
[IntegrationEvent("user.password_changed")]
public sealed record UserPasswordChanged : UserFragment, IIntegrationEvent
{
    [JsonConstructor]
    public UserPasswordChanged()
    {
    }

    [SetsRequiredMembers]
    public UserPasswordChanged(UserFragment user)
        : base(user)
    {
    }

    /// <summary>self, reset or admin.</summary>
    public string By { get; init; } = "";
}

/// <summary>The password was found in a breach; told once for each password.</summary>
[IntegrationEvent("user.password_breached")]
public sealed record UserPasswordBreached : UserFragment, IIntegrationEvent
{
    [JsonConstructor]
    public UserPasswordBreached()
    {
    }

    [SetsRequiredMembers]
    public UserPasswordBreached(UserFragment user)
        : base(user)
    {
    }
}

/// <summary>Another role is set, or an account's own keys change.</summary>
[IntegrationEvent("user.permissions_changed")]
public sealed record UserPermissionsChanged : UserFragment, IIntegrationEvent
{
    [JsonConstructor]
    public UserPermissionsChanged()
    {
    }

    [SetsRequiredMembers]
    public UserPermissionsChanged(UserFragment user)
        : base(user)
    {
    }

    public long? FromRoleId { get; init; }

    public long? ToRoleId { get; init; }

    public IReadOnlyList<string> AddedKeys { get; init; } = [];

    public IReadOnlyList<string> RemovedKeys { get; init; } = [];
}

/// <summary>An invitation is made or made again; the link goes by mail alone.</summary>
[IntegrationEvent("user.invited")]
public sealed record UserInvited : UserFragment, IIntegrationEvent
{
    [JsonConstructor]
    public UserInvited()
    {
    }

    [SetsRequiredMembers]
    public UserInvited(UserFragment user)
        : base(user)
    {
    }

    public DateTimeOffset ExpiresAt { get; init; }
}
