using System.Globalization;
using System.Text.Json;

namespace PropOps.Jobs.Domain.Jobs;

/// <summary>
/// The stored fields of a job as its history keeps them: by the published name, each value as JSON. When it was assigned and
/// accepted is not among them: that is the moment of the commits that changed contractor and assignment.
/// </summary>
public static class JobFields
{
    public const string Status = "status_id";
    public const string Contractor = "contractor_id";
    public const string ArchivedFrom = "archived_from_status_id";

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
        ("started_at", job => Instant(job.StartedAt)),
        ("completed_at", job => Instant(job.CompletedAt)),
        ("closed_at", job => Instant(job.ClosedAt)),
        ("hold", job => job.Hold is { } hold ? new { reason_code = Snake(hold.ReasonCode), reason = hold.Reason, since = Instant(hold.Since), resume_on = hold.ResumeOn, held_from_status_id = (int)hold.HeldFrom } : null),
        ("completion_report", job => job.Report is { } report
            ? new
            {
                work_done = report.WorkDone, completed_at = Instant(report.CompletedAt), labour_hours = report.LabourHours, materials_used = report.MaterialsUsed,
                follow_up_needed = report.FollowUpNeeded, follow_up_notes = report.FollowUpNotes, completed_by_id = report.CompletedById,
            }
            : null),
        (ArchivedFrom, job => (int?)job.ArchivedFrom),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(field => field.Name)];

    /// <summary>Told by events of their own, not by <c>job.updated</c>.</summary>
    public static IReadOnlySet<string> WithOwnEvent { get; } =
        new HashSet<string>
        {
            Status, Contractor, "assignment_state", "date_works_start_date", "date_works_end_date", "time_range_id",
            "started_at", "completed_at", "closed_at", "hold", "completion_report", ArchivedFrom,
        };

    /// <summary>What a tenant sees of a job.</summary>
    public static IReadOnlySet<string> CustomerFacing { get; } = new HashSet<string> { "job_title", "job_description", "job_type_id", "address_id" };

    /// <summary>Before the first commit.</summary>
    internal static IReadOnlyDictionary<string, string> Blank { get; } = Names.ToDictionary(name => name, _ => "null");

    internal static IReadOnlyDictionary<string, string> Of(Job job) => All.ToDictionary(field => field.Name, field => JsonSerializer.Serialize(field.Value(job)));

    // As the wire shows it; finer than a database keeps, old and new would differ without a change.
    private static string? Instant(DateTimeOffset? at) =>
        at?.UtcDateTime.ToString(at.Value.Millisecond == 0 ? "yyyy-MM-ddTHH:mm:ssZ" : "yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    private static string Snake(HoldReason code) => JsonNamingPolicy.SnakeCaseLower.ConvertName(code.ToString());
}
