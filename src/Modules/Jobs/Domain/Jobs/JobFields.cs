using System.Text.Json;

namespace PropOps.Jobs.Domain.Jobs;

/// <summary>The stored fields of a job as its history keeps them: by the published name, each value as JSON.</summary>
public static class JobFields
{
    public const string Status = "status_id";
    public const string Contractor = "contractor_id";

    private static readonly IReadOnlyList<(string Name, Func<Job, object?> Value)> All =
    [
        ("job_title", job => job.Title),
        ("job_description", job => job.Description),
        (Status, job => (int)job.Status),
        ("priority_id", job => job.PriorityId),
        ("job_type_id", job => job.JobTypeId),
        ("address_id", job => job.AddressId),
        ("branch_id", job => job.BranchId),
        ("agent_id", job => job.AgentId),
        ("owner_id", job => job.OwnerId),
        (Contractor, job => job.ContractorId),
        ("assignment_state", job => job.AssignmentState.ToString().ToLowerInvariant()),
        ("tenants_ids", job => job.TenantIds),
        ("tag_ids", job => job.TagIds),
        ("job_total_budget", job => job.TotalBudget?.ToDecimal()),
        ("contractor_budget", job => job.ContractorBudget?.ToDecimal()),
        ("vat_percentage", job => job.VatPercentage?.ToDecimal()),
        ("cost_code", job => job.CostCode),
        ("external_ref", job => job.ExternalRef),
        ("works_order_ref", job => job.WorksOrderRef),
        ("invoice_no", job => job.InvoiceNo),
        ("quote_no", job => job.QuoteNo),
        ("date_works_start_date", job => job.WorksStart),
        ("date_works_end_date", job => job.WorksEnd),
        ("time_range_id", job => job.TimeRangeId),
        ("access_details", job => job.AccessDetails),
        ("private_contact_name", job => job.PrivateContactName),
        ("private_contact_email", job => job.PrivateContactEmail),
        ("private_contact_phone", job => job.PrivateContactPhone),
        ("presence_required", job => job.PresenceRequired),
        ("entry_permitted", job => job.EntryPermitted),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(field => field.Name)];

    /// <summary>Told by events of their own, not by <c>job.updated</c>.</summary>
    public static IReadOnlySet<string> WithOwnEvent { get; } =
        new HashSet<string> { Status, Contractor, "assignment_state", "date_works_start_date", "date_works_end_date", "time_range_id" };

    /// <summary>What a tenant sees of a job.</summary>
    public static IReadOnlySet<string> CustomerFacing { get; } = new HashSet<string> { "job_title", "job_description", "job_type_id", "address_id" };

    /// <summary>Before the first commit.</summary>
    internal static IReadOnlyDictionary<string, string> Blank { get; } = Names.ToDictionary(name => name, _ => "null");

    internal static IReadOnlyDictionary<string, string> Of(Job job) => All.ToDictionary(field => field.Name, field => JsonSerializer.Serialize(field.Value(job)));
}
