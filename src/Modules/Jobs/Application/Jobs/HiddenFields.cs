using PropOps.Domain.Identity;

namespace PropOps.Jobs.Application.Jobs;

/// <summary>What an account type does not see of a job (HIDE-1).</summary>
internal static class HiddenFields
{
    public static JobRow Hide(JobRow job, AccountType viewer) => viewer switch
    {
        AccountType.Agent => job with { PaymentStatusId = null, PaymentStatus = null },
        AccountType.Contractor => job with
        {
            JobTotalBudget = null, InvoiceNo = null, PaymentStatusId = null, PaymentStatus = null, ContractorTotal = null, CostCode = null,
            ApprovalState = null,
            AccessDetails = SeesContacts(job, viewer) ? job.AccessDetails : null,
            TenantsIds = SeesContacts(job, viewer) ? job.TenantsIds : [],
        },
        AccountType.Landlord => job with
        {
            ContractorBudget = null, ContractorTotal = null, VatPercentage = null, VatAmount = null, TotalAmount = null, WorksOrderRef = null,
            PaymentStatusId = null, PaymentStatus = null, CostCode = null, AccessDetails = null, TenantsIds = [],
        },
        AccountType.Tenant => job with
        {
            JobTotalBudget = null, ContractorBudget = null, ContractorTotal = null, VatPercentage = null, VatAmount = null, TotalAmount = null,
            InvoiceNo = null, QuoteNo = null, WorksOrderRef = null, PaymentStatusId = null, PaymentStatus = null, CostCode = null,
            ApprovalState = null, AccessDetails = null, OwnerName = null, Tags = [],
        },
        _ => job,
    };

    /// <summary>Access details, private contact and tenants; a contractor from the acceptance until the work is completed.</summary>
    public static bool SeesContacts(JobRow job, AccountType viewer) => viewer switch
    {
        AccountType.Staff or AccountType.Agent => true,
        AccountType.Contractor => job.AssignmentState == "accepted" && (job.CompletedAt is null || job.RecallOpen),
        _ => false,
    };

    /// <summary>A filter on a hidden field would tell what the field does not (API-8, LIST-9).</summary>
    public static IReadOnlyList<string> FiltersRefusedTo(AccountType viewer) => viewer switch
    {
        AccountType.Contractor => ["tenant_id", "landlord_id", "cost_code"],
        AccountType.Landlord => ["tenant_id", "cost_code"],
        AccountType.Tenant => ["landlord_id", "owner_id", "tag_id", "cost_code"],
        _ => [],
    };
}
