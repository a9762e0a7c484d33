using PropOps.Application.Events;

namespace PropOps.Application.Contracts.Organisation;

/// <summary>A list that the organisation keeps changes.</summary>
/// <param name="Kind">the list: job_type, job_tag, document_type, priority, job_status, time_range, account_status or custom_field.</param>
/// <param name="Change">created, updated, enabled, disabled or deleted.</param>
[IntegrationEvent("lookup.changed")]
public sealed record LookupChanged(string Kind, int RecordId, string Name, string Change) : IIntegrationEvent
{
    public string OrderingKey() => $"lookup:{Kind}";
}
