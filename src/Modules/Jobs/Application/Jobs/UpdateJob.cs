using PropOps.Application.Input;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Jobs.Application.Visibility;

namespace PropOps.Jobs.Application.Jobs;

/// <summary>Changes what is sent of a job, all or nothing, in one commit (UPD-1 to UPD-5).</summary>
[Permission("api.jobs.manage.manage", AccountTypes = [AccountType.Staff, AccountType.Agent])]
public sealed record UpdateJob : ICommand
{
    [Alias("job_uuid", "job_id")]
    public required Ref Uuid { get; init; }

    [Text(1, 200), Label]
    public Patch<string> JobTitle { get; init; }

    [Text(1, 20000)]
    public Patch<string> JobDescription { get; init; }

    public Patch<int> PriorityId { get; init; }

    public Patch<int> JobTypeId { get; init; }

    public Patch<Ref> AddressId { get; init; }

    public Patch<Ref?> AgentId { get; init; }

    public Patch<Ref?> ContractorId { get; init; }

    [Items(0, 20)]
    public Patch<IReadOnlyList<Ref>> TenantsIds { get; init; }

    [Amount("0.00", "9999999.99")]
    public Patch<decimal?> JobTotalBudget { get; init; }

    [Amount("0.00", "9999999.99")]
    public Patch<decimal?> ContractorBudget { get; init; }

    [Amount("0.00", "100.00")]
    public Patch<decimal?> VatPercentage { get; init; }

    /// <summary>Taken and ignored: it is computed.</summary>
    public Patch<decimal?> TotalAmount { get; init; }

    public Patch<DateOnly?> DateWorksStartDate { get; init; }

    public Patch<DateOnly?> DateWorksEndDate { get; init; }

    public Patch<int?> TimeRangeId { get; init; }

    [Text(0, 2000)]
    public Patch<string?> AccessDetails { get; init; }

    [Text(0, 50)]
    public Patch<string?> WorksOrderRef { get; init; }

    [Text(0, 50)]
    public Patch<string?> InvoiceNo { get; init; }

    [Text(0, 50)]
    public Patch<string?> QuoteNo { get; init; }

    [Text(0, 150), Label]
    public Patch<string?> PrivateContactName { get; init; }

    [MailAddress]
    public Patch<string?> PrivateContactEmail { get; init; }

    public Patch<string?> PrivateContactPhone { get; init; }

    public Patch<Ref?> BranchId { get; init; }

    public Patch<Ref?> OwnerId { get; init; }

    public Patch<bool> PresenceRequired { get; init; }

    public Patch<bool?> EntryPermitted { get; init; }

    [Text(0, 30)]
    public Patch<string?> CostCode { get; init; }

    [Text(0, 100)]
    public Patch<string?> ExternalRef { get; init; }

    [Items(0, 20)]
    public Patch<IReadOnlyList<int>> TagIds { get; init; }

    /// <summary>The status wanted; it chooses the action that leads there.</summary>
    public Patch<int> StatusId { get; init; }

    /// <summary>Kept in the commit.</summary>
    [Text(3, 500)]
    public string? Reason { get; init; }

    /// <summary>Staff, with contractor_id: accepted on the contractor's behalf.</summary>
    public bool Accepted { get; init; }

    public bool NotifyContractor { get; init; } = true;

    /// <summary>Staff: what stands against the contractor or the date only warns.</summary>
    public bool AllowConflict { get; init; }

    public int? Version { get; init; }
}

internal sealed class UpdateJobHandler(VisibleJobs visible, JobChanges changes) : IHandler<UpdateJob, SavedJob>
{
    public async Task<SavedJob> Handle(UpdateJob request, CancellationToken cancellationToken) =>
        await changes.Apply(request, await visible.ForChange(request.Uuid, cancellationToken), cancellationToken);
}
