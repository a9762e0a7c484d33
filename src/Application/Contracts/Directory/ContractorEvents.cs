using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using PropOps.Application.Events;
using PropOps.Domain.Directory;

namespace PropOps.Application.Contracts.Directory;

/// <summary>What every event of a contractor says about it (the fragment <c>contractor</c> of the event catalogue).</summary>
public abstract record ContractorFragment
{
    protected ContractorFragment()
    {
    }

    [SetsRequiredMembers]
    protected ContractorFragment(Contractor contractor) => (ContractorUuid, ContractorId, IsActive) = (contractor.Uuid, contractor.Id, contractor.IsActive);

    public required Guid ContractorUuid { get; init; }

    public required long ContractorId { get; init; }

    public string? ExternalRef { get; init; }

    public required bool IsActive { get; init; }

    public string OrderingKey() => $"contractor:{ContractorUuid}";
}

/// <summary>A contractor record is made.</summary>
[IntegrationEvent("contractor.created")]
public sealed record ContractorCreated : ContractorFragment, IIntegrationEvent
{
    [JsonConstructor]
    public ContractorCreated()
    {
    }

    [SetsRequiredMembers]
    public ContractorCreated(Contractor contractor)
        : base(contractor) =>
        TradeIds = contractor.TradeIds;

    public IReadOnlyList<int> TradeIds { get; init; } = [];
}
