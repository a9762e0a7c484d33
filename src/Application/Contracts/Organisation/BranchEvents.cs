using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using PropOps.Application.Events;
using PropOps.Domain.Organisation;

namespace PropOps.Application.Contracts.Organisation;

/// <summary>What every event of a branch says about it (the fragment <c>branch</c> of the event catalogue).</summary>
public abstract record BranchFragment
{
    protected BranchFragment()
    {
    }

    [SetsRequiredMembers]
    protected BranchFragment(Branch branch) => (BranchUuid, BranchId, BranchName, IsActive) = (branch.Uuid, branch.Id, branch.Name, branch.IsActive);

    public required Guid BranchUuid { get; init; }

    public required long BranchId { get; init; }

    public required string BranchName { get; init; }

    public string? ExternalRef { get; init; }

    public required bool IsActive { get; init; }

    public string OrderingKey() => $"branch:{BranchUuid}";
}

/// <summary>Agents join or leave.</summary>
[IntegrationEvent("branch.agents_changed")]
public sealed record BranchAgentsChanged : BranchFragment, IIntegrationEvent
{
    [JsonConstructor]
    public BranchAgentsChanged()
    {
    }

    [SetsRequiredMembers]
    public BranchAgentsChanged(Branch branch)
        : base(branch)
    {
    }

    public IReadOnlyList<Guid> AddedUuids { get; init; } = [];

    public IReadOnlyList<Guid> RemovedUuids { get; init; } = [];
}
