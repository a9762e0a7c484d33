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
internal sealed class JobRows(IReadDb db, INames names, ILookups lookups, ISettings settings, IJobFinanceState finance, RememberedRows remembered, ICurrentUser currentUser)
{
    /// <summary>Of one that the running transaction makes: nobody has pinned it yet.</summary>
    public async Task<JobRow> OfNew(Job job, CancellationToken cancellationToken) => (await Complete(await Make([job], cancellationToken), [], cancellationToken))[0];

    public async Task<JobRow> Of(Job job, CancellationToken cancellationToken) => (await Of([job], cancellationToken))[0];

    /// <summary>Jobs as they were read, or as the running transaction leaves them.</summary>
    public async Task<IReadOnlyList<JobRow>> Of(IReadOnlyList<Job> jobs, CancellationToken cancellationToken)
    {
        var ids = jobs.Select(job => job.Id).ToList();
        var pinned = await PinsOfViewer().Where(pin => ids.Contains(pin.JobId)).Select(pin => pin.JobId).ToListAsync(cancellationToken);
        return await Complete(await Make(jobs, cancellationToken), [.. pinned], cancellationToken);
    }

    /// <summary>Jobs that are still to be read.</summary>
    public async Task<IReadOnlyList<JobRow>> Of(IQueryable<Job> jobs, CancellationToken cancellationToken)
    {
        var rows = remembered.SeenBy(Viewer);
        var pins = PinsOfViewer();
        var found = await jobs.Select(job => new { job.Id, job.Version, IsPinned = pins.Any(pin => pin.JobId == job.Id) }).ToListAsync(cancellationToken);
        var known = new Dictionary<long, JobRow>(found.Count);
        var missing = new List<long>();
        foreach (var job in found)
        {
            if (rows.Find(job.Id, job.Version) is { } row)
            {
                known[job.Id] = row;
            }
            else
            {
                missing.Add(job.Id);
            }
        }

        if (missing.Count > 0)
        {
            foreach (var row in await Make(await db.Of<Job>().Where(job => missing.Contains(job.Id)).ToListAsync(cancellationToken), cancellationToken))
            {
                known[row.Id] = rows.Keep(row);
            }
        }

        // One that was deleted a moment ago is on no page any more.
        return await Complete(
            [.. found.Select(job => known.GetValueOrDefault(job.Id)).OfType<JobRow>()], [.. found.Where(job => job.IsPinned).Select(job => job.Id)], cancellationToken);
    }

    private AccountType Viewer => currentUser.RequireCaller().Type;

    private IQueryable<JobPin> PinsOfViewer()
    {
        var account = currentUser.RequireCaller().Id;
        return db.Of<JobPin>().Where(pin => pin.AccountId == account);
    }

    /// <summary>Adds what is the viewer's own, or belongs to others than the job.</summary>
    private async Task<IReadOnlyList<JobRow>> Complete(IReadOnlyList<JobRow> rows, HashSet<long> pinned, CancellationToken cancellationToken)
    {
        var money = await finance.Of([.. rows.Select(row => row.Id)], cancellationToken);
        return [.. rows.Select(row => Complete(row, pinned.Contains(row.Id), money[row.Id]))];
    }

    private JobRow Complete(JobRow row, bool isPinned, JobFinance money) => !isPinned && money == JobFinance.None ? row : HiddenFields.Hide(
        row with
        {
            IsKept = false,
            IsPinned = isPinned,
            ContractorTotal = money.ContractorTotal,
            InvoiceNo = money.InvoiceNo ?? row.InvoiceNo,
            PaymentStatusId = money.PaymentStatusId,
            PaymentStatus = money.PaymentStatus,
        },
        Viewer);

    /// <summary>What is the same for all accounts of the viewer's type, and changes only with the job's version or a name.</summary>
    private async Task<IReadOnlyList<JobRow>> Make(IReadOnlyList<Job> jobs, CancellationToken cancellationToken)
    {
        var accounts = await names.Of(NameKind.Account, Ids(jobs, job => [job.AgentId, job.OwnerId, job.CreatedById]), cancellationToken);
        var branches = await names.Of(NameKind.Branch, Ids(jobs, job => [job.BranchId]), cancellationToken);
        var contractors = await names.Of(NameKind.Contractor, Ids(jobs, job => [job.ContractorId]), cancellationToken);
        var addresses = await names.Of(NameKind.Address, Ids(jobs, job => [job.AddressId]), cancellationToken);
        var viewer = Viewer;
        return [.. jobs.Select(job => HiddenFields.Hide(Row(job), viewer))];

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
                ContractorTotal = null,
                CostCode = job.CostCode,
                VatPercentage = job.VatPercentage?.ToDecimal(),
                VatAmount = vat?.ToDecimal(),
                TotalAmount = (job.ContractorBudget + vat)?.ToDecimal(),
                DateWorksStartDate = job.WorksStart,
                DateWorksEndDate = job.WorksEnd,
                TimeRangeId = job.TimeRangeId,
                TimeRangeName = job.TimeRangeId is { } range ? lookups.NameOf<TimeRangeLookup>(range) : null,
                InvoiceNo = job.InvoiceNo,
                QuoteNo = job.QuoteNo,
                WorksOrderRef = job.WorksOrderRef,
                AccessDetails = job.AccessDetails,
                PresenceRequired = job.PresenceRequired,
                EntryPermitted = job.EntryPermitted,
                TenantsIds = job.TenantIds,
                Tags = [.. job.TagIds.Select(id => lookups.Find<TagLookup>(id)).OfType<TagLookup>().Select(tag => new JobTag(tag.Id, tag.Name, tag.Colour))],
                PaymentStatusId = null,
                PaymentStatus = null,
                IsPinned = false,
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
