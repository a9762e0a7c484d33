using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using PropOps.Application.Events;
using PropOps.Domain.Identity;

namespace PropOps.Application.Contracts.Identity;

/// <summary>What every event of a role says about it (the fragment <c>role</c> of the event catalogue).</summary>
public abstract record RoleFragment
{
    protected RoleFragment()
    {
    }

    [SetsRequiredMembers]
    protected RoleFragment(Role role) => (RoleUuid, RoleId, RoleName) = (role.Uuid, role.Id, role.Name);

    public required Guid RoleUuid { get; init; }

    public required long RoleId { get; init; }

    public required string RoleName { get; init; }

    public string OrderingKey() => $"role:{RoleUuid}";
}

/// <summary>A role is made.</summary>
[IntegrationEvent("role.created")]
public sealed record RoleCreated : RoleFragment, IIntegrationEvent
{
    [JsonConstructor]
    public RoleCreated()
    {
    }

    [SetsRequiredMembers]
    public RoleCreated(Role role)
        : base(role) =>
        Level = role.Level;

    public int Level { get; init; }
}

/// <summary>Name, level, state or keys change.</summary>
[IntegrationEvent("role.updated")]
public sealed record RoleUpdated : RoleFragment, IIntegrationEvent
{
    [JsonConstructor]
    public RoleUpdated()
    {
    }

    [SetsRequiredMembers]
    public RoleUpdated(Role role)
        : base(role)
    {
    }

    public IReadOnlyList<string> ChangedFields { get; init; } = [];

    public IReadOnlyList<string> AddedKeys { get; init; } = [];

    public IReadOnlyList<string> RemovedKeys { get; init; } = [];
}

/// <summary>An unused role is removed.</summary>
[IntegrationEvent("role.deleted")]
public sealed record RoleDeleted : RoleFragment, IIntegrationEvent
{
    [JsonConstructor]
    public RoleDeleted()
    {
    }

    [SetsRequiredMembers]
    public RoleDeleted(Role role)
        : base(role)
    {
    }
}
