using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using PropOps.Application.Events;
using PropOps.Domain.Identity;

namespace PropOps.Application.Contracts.Identity;

/// <summary>What every event of an account says about it (the fragment <c>user</c> of the event catalogue).</summary>
public abstract record UserFragment
{
    protected UserFragment()
    {
    }

    [SetsRequiredMembers]
    protected UserFragment(User user) => (UserUuid, UserId, AccountType) = (user.Uuid, user.Id, user.AccountType.ToString());

    public required Guid UserUuid { get; init; }

    public required long UserId { get; init; }

    public required string AccountType { get; init; }

    public string OrderingKey() => $"user:{UserUuid}";
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
    public UserPermissionsChanged(User user)
        : base(user)
    {
    }

    public long? FromRoleId { get; init; }

    public long? ToRoleId { get; init; }

    public IReadOnlyList<string> AddedKeys { get; init; } = [];

    public IReadOnlyList<string> RemovedKeys { get; init; } = [];
}
