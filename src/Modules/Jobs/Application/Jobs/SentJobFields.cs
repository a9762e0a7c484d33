using PropOps.Application.Input;

namespace PropOps.Jobs.Application.Jobs;

/// <summary>What may be said of a job when it is raised, and changed afterwards.</summary>
public abstract record SentJobFields
{
    public Patch<Ref?> AgentId { get; init; }

    public Patch<Ref?> ContractorId { get; init; }

    /// <summary>Left out of a new job: the present tenants of the address; empty is nobody.</summary>
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

    public bool NotifyContractor { get; init; } = true;

    /// <summary>Staff: what stands against the contractor or the date only warns.</summary>
    public bool AllowConflict { get; init; }
}
