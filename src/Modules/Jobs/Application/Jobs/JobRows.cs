using Microsoft.EntityFrameworkCore;
using PropOps.Application.Contracts.Finance;
using PropOps.Application.Identity;
using PropOps.Application.Lookups;
using PropOps.Application.Names;
using PropOps.Application.Persistence;
using PropOps.Application.Settings;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Domain.Lookups;
using PropOps.Jobs.Domain.Jobs;
using PropOps.Jobs.Domain.Pins;

namespace PropOps.Jobs.Application.Jobs;

/// <summary>Makes rows of jobs: names from memory, money worked out, and null for what the caller's account type does not see.</summary>
internal sealed class JobRows(IReadDb db, INames names, ILookups lookups, ISettings settings, IJobFinanceState finance, ICurrentUser currentUser)
{
    public async Task<JobRow> Of(Job job, CancellationToken cancellationToken) => (await Of([job], cancellationToken))[0];

    public async Task<IReadOnlyList<JobRow>> Of(IReadOnlyList<Job> jobs, CancellationToken cancellationToken)
    {
        var accounts = await names.Of(NameKind.Account, Ids(jobs, job => [job.AgentId, job.OwnerId, job.CreatedById]), cancellationToken);
        var branches = await names.Of(NameKind.Branch, Ids(jobs, job => [job.BranchId]), cancellationToken);
        var contractors = await names.Of(NameKind.Contractor, Ids(jobs, job => [job.ContractorId]), cancellationToken);
        var addresses = await names.Of(NameKind.Address, Ids(jobs, job => [job.AddressId]), cancellationToken);
        var money = await finance.Of([.. jobs.Select(job => job.Id)], cancellationToken);
        var viewer = currentUser.RequireCaller();
        var ids = jobs.Select(job => job.Id).ToList();
        var pinned = await db.Of<JobPin>().Where(pin => pin.AccountId == viewer.Id && ids.Contains(pin.JobId)).Select(pin => pin.JobId).ToListAsync(cancellationToken);
        return [.. jobs.Select(job => HiddenFields.Hide(Row(job), viewer.Type))];

        JobRow Row(Job job)
        {
            var status = lookups.Find<StatusLookup>((int)job.Status)!;
            var rate = job.VatPercentage ?? Percent.FromDecimal(settings.Get(JobSettings.DefaultVatPercentage));
            var vat = job.ContractorBudget?.Share(rate);
            return new JobRow
            {
                Id = job.Id,
                Uuid = job.Uuid,
                JobRef = job.JobRef,
                ExternalRef = job.ExternalRef,
                JobTitle = job.Title,
                JobDescription = job.Description,
                StatusId = status.Id,
                StatusName = status.Name,
                Stage = status.Stage,
                PriorityId = job.PriorityId,
                PriorityName = lookups.NameOf<PriorityLookup>(job.PriorityId),
                JobTypeId = job.JobTypeId,
                JobTypeName = lookups.NameOf<JobTypeLookup>(job.JobTypeId),
                BranchId = job.BranchId,
                BranchName = NameOf(branches, job.BranchId),
                AgentId = job.AgentId,
                AgentName = NameOf(accounts, job.AgentId),
                ContractorId = job.ContractorId,
                ContractorName = NameOf(contractors, job.ContractorId),
                AssignmentState = job.AssignmentState.ToString().ToLowerInvariant(),
                OwnerId = job.OwnerId,
                OwnerName = NameOf(accounts, job.OwnerId),
                AddressId = job.AddressId,
                FullAddress = NameOf(addresses, job.AddressId)!,
                JobTotalBudget = job.TotalBudget?.ToDecimal(),
                ContractorBudget = job.ContractorBudget?.ToDecimal(),
                ContractorTotal = money[job.Id].ContractorTotal,
                CostCode = job.CostCode,
                VatPercentage = job.VatPercentage?.ToDecimal(),
                VatAmount = vat?.ToDecimal(),
                TotalAmount = (job.ContractorBudget + vat)?.ToDecimal(),
                DateWorksStartDate = job.WorksStart,
                DateWorksEndDate = job.WorksEnd,
                TimeRangeId = job.TimeRangeId,
                TimeRangeName = job.TimeRangeId is { } range ? lookups.NameOf<TimeRangeLookup>(range) : null,
                InvoiceNo = money[job.Id].InvoiceNo ?? job.InvoiceNo,
                QuoteNo = job.QuoteNo,
                WorksOrderRef = job.WorksOrderRef,
                AccessDetails = job.AccessDetails,
                PresenceRequired = job.PresenceRequired,
                EntryPermitted = job.EntryPermitted,
                TenantsIds = job.TenantIds,
                Tags = [.. job.TagIds.Select(id => lookups.Find<TagLookup>(id)).OfType<TagLookup>().Select(tag => new JobTag(tag.Id, tag.Name, tag.Colour))],
                PaymentStatusId = money[job.Id].PaymentStatusId,
                PaymentStatus = money[job.Id].PaymentStatus,
                IsPinned = pinned.Contains(job.Id),
                CreatedById = job.CreatedById,
                CreatedByName = NameOf(accounts, job.CreatedById),
                CreatedVia = job.CreatedVia.ToString().ToLowerInvariant(),
                AssignedAt = job.AssignedAt,
                AcceptedAt = job.AcceptedAt,
                StartedAt = job.StartedAt,
                CompletedAt = job.CompletedAt,
                ClosedAt = job.ClosedAt,
                Version = job.Version,
                CreatedAt = job.CreatedAt,
                UpdatedAt = job.UpdatedAt,
            };
        }
    }

    private static HashSet<long> Ids(IReadOnlyList<Job> jobs, Func<Job, long?[]> of) => [.. jobs.SelectMany(of).OfType<long>()];

    private static string? NameOf(IReadOnlyDictionary<long, Named> known, long? id) => id is { } some ? known.GetValueOrDefault(some)?.Name : null;
}

/// <summary>What an account type does not see of a job (jobs.yaml, visibility.hidden).</summary>
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
