using Microsoft.EntityFrameworkCore;
using PropOps.Application.Activity;
using PropOps.Application.Identity;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Jobs.Application.Visits;
using PropOps.Jobs.Domain.Jobs;
using PropOps.Jobs.Domain.Visits;

namespace PropOps.Jobs.Application.Jobs;

/// <summary>Carries out an update on the job it names, however that was found (UPD-1 to UPD-5, NEW-9).</summary>
internal sealed class JobChanges(
    IReadDb db,
    References references,
    JobInput input,
    JobLabels labels,
    JobRows rows,
    JobWarnings warnings,
    ContractorAssignment assignment,
    DoubleBooking doubleBooking,
    JobStanding standing,
    ICurrentUser currentUser,
    ActivityDraft activity,
    TimeProvider time)
{
    /// <param name="job">loaded behind its lock.</param>
    /// <param name="restores">the commit whose values these are.</param>
    public async Task<SavedJob> Apply(UpdateJob request, Job job, CancellationToken cancellationToken, Guid? restores = null)
    {
        var caller = currentUser.RequireCaller();
        if (caller.Type != AccountType.Staff && (request.OwnerId.IsSent || request.Accepted || request.AllowConflict))
        {
            throw new ForbiddenRefusal();
        }

        job.RequireVersion(request.Version);
        if (!request.StatusId.IsSent)
        {
            job.RequireNotArchived();
        }

        var (before, contractorBefore, now) = (job.Details, job.ContractorId, time.GetUtcNow());
        var circumstances = await standing.Of(job, cancellationToken);
        var revision = job.Revise(currentUser.Actor, now, circumstances);
        var details = await Details(request, before, cancellationToken);
        input.RequireLookups(details, before);
        await RequireBranchOfAgent(before, details, cancellationToken);
        var works = input.Works(request.DateWorksStartDate, request.DateWorksEndDate, request.TimeRangeId, job.Works);
        RequireEditable(job, before, details, works, circumstances.Money);
        revision.Change(details);
        await ChangeContractor(request, revision, cancellationToken);
        if (works != job.Works)
        {
            revision.Schedule(works, request.Reason);
        }

        ChangeStatus(request, revision, caller, now);
        var conflicts = await doubleBooking.Check(job, revision.NewBookings, request.AllowConflict, cancellationToken);

        var commit = revision.Commit(request.Reason, await labels.For(before, contractorBefore, job, cancellationToken), restores);
        activity.Action = "job.updated";
        activity.JobUuid = job.Uuid;
        activity.About("job", job.Id, job.Uuid, $"{job.JobRef} was changed", commit?.ChangedFields);
        return new SavedJob(await rows.Of(job, cancellationToken)) { Warnings = commit is null ? [] : [.. conflicts, .. await warnings.Of(job, cancellationToken)] };
    }

    private async Task ChangeContractor(UpdateJob request, JobRevision revision, CancellationToken cancellationToken)
    {
        if (!request.ContractorId.IsSent)
        {
            return;
        }

        if (request.ContractorId.Value is { } named)
        {
            assignment.Assign(revision, await references.Contractor(named, cancellationToken), request.Accepted, request.NotifyContractor);
        }
        else
        {
            revision.Unassign(request.Reason);
        }
    }

    /// <summary>Fields first, then the contractor, then the status.</summary>
    private static void ChangeStatus(UpdateJob request, JobRevision revision, Caller caller, DateTimeOffset now)
    {
        if (!request.StatusId.IsSent)
        {
            return;
        }

        var wanted = (JobStatus)request.StatusId.Value;
        if (!Enum.IsDefined(wanted))
        {
            throw new InvalidRefusal("status_id");
        }

        revision.MoveTo(wanted, action => new JobStep(action)
        {
            Reason = request.Reason,
            Report = new CompletionReport(request.Reason ?? "Completed by staff", now, null, null, FollowUpNeeded: false, null, caller.Id),
        });
    }

    private async Task RequireBranchOfAgent(JobDetails before, JobDetails after, CancellationToken cancellationToken)
    {
        if (after.AgentId is { } agent && after.BranchId is { } branch && (agent != before.AgentId || branch != before.BranchId)
            && !await db.Of<User>().AnyAsync(user => user.Id == agent && user.Branches.Any(membership => membership.BranchId == branch), cancellationToken))
        {
            throw new InvalidRefusal("agent_id", "The agent does not belong to this branch");
        }
    }

    /// <summary>What a later stage no longer lets change.</summary>
    private static void RequireEditable(Job job, JobDetails before, JobDetails after, WorksDates? works, JobMoney money)
    {
        if (job.Status is JobStatus.Closed or JobStatus.Cancelled
            && (works != job.Works || before != after with { OwnerId = before.OwnerId, TagIds = before.TagIds, ExternalRef = before.ExternalRef, CostCode = before.CostCode, TenantIds = after.TenantIds.SequenceEqual(before.TenantIds) ? before.TenantIds : after.TenantIds }))
        {
            throw new ConflictRefusal($"Job {job.JobRef} is {job.Status.Name()} and can no longer be edited");
        }

        if (job.Status is JobStatus.Completed or JobStatus.Invoiced)
        {
            var field = after.AddressId != before.AddressId ? "address_id"
                : after.BranchId != before.BranchId ? "branch_id"
                : works?.Start != job.WorksStart ? "date_works_start_date"
                : works?.End != job.WorksEnd ? "date_works_end_date"
                : null;
            if (field is not null)
            {
                throw new ConflictRefusal($"Job {job.JobRef} is {job.Status.Name()}: {field} can no longer be changed");
            }
        }

        if (money.IsLocked
            && (after.ContractorBudget, after.TotalBudget, after.VatPercentage, after.InvoiceNo) != (before.ContractorBudget, before.TotalBudget, before.VatPercentage, before.InvoiceNo))
        {
            throw new ConflictRefusal($"Job {job.JobRef} is invoiced ({money.InvoiceNo}). Void the invoice before changing its financial fields.");
        }
    }

    private async Task<JobDetails> Details(UpdateJob request, JobDetails stored, CancellationToken cancellationToken) => stored with
    {
        Title = request.JobTitle.Or(stored.Title),
        Description = request.JobDescription.IsSent ? RichText.Clean(request.JobDescription.Value) : stored.Description,
        PriorityId = request.PriorityId.Or(stored.PriorityId),
        JobTypeId = request.JobTypeId.Or(stored.JobTypeId),
        AddressId = request.AddressId.IsSent ? (await references.Address(request.AddressId.Value, cancellationToken)).Id : stored.AddressId,
        BranchId = await Id(request.BranchId, stored.BranchId, async named => (await references.Branch(named, cancellationToken)).Id),
        AgentId = await Id(request.AgentId, stored.AgentId, async named => (await references.Agent(named, cancellationToken)).Id),
        OwnerId = await Id(request.OwnerId, stored.OwnerId, async named => (await references.Owner(named, cancellationToken)).Id),
        TenantIds = request.TenantsIds.IsSent ? await references.Tenants(request.TenantsIds.Value, cancellationToken) : stored.TenantIds,
        TagIds = request.TagIds.IsSent ? [.. request.TagIds.Value.Distinct().Order()] : stored.TagIds,
        TotalBudget = Amount(request.JobTotalBudget, stored.TotalBudget),
        ContractorBudget = Amount(request.ContractorBudget, stored.ContractorBudget),
        VatPercentage = request.VatPercentage.IsSent ? request.VatPercentage.Value is { } rate ? Percent.FromDecimal(rate) : null : stored.VatPercentage,
        CostCode = request.CostCode.Or(stored.CostCode),
        ExternalRef = request.ExternalRef.Or(stored.ExternalRef),
        WorksOrderRef = request.WorksOrderRef.Or(stored.WorksOrderRef),
        InvoiceNo = request.InvoiceNo.Or(stored.InvoiceNo),
        QuoteNo = request.QuoteNo.Or(stored.QuoteNo),
        AccessDetails = request.AccessDetails.Or(stored.AccessDetails),
        PrivateContactName = request.PrivateContactName.Or(stored.PrivateContactName),
        PrivateContactEmail = request.PrivateContactEmail is { IsSent: true, Value: { } email } ? EmailAddress.Normalise(email) : request.PrivateContactEmail.Or(stored.PrivateContactEmail),
        PrivateContactPhone = request.PrivateContactPhone.IsSent ? input.Phone(request.PrivateContactPhone.Value, "private_contact_phone") : stored.PrivateContactPhone,
        PresenceRequired = request.PresenceRequired.Or(stored.PresenceRequired),
        EntryPermitted = request.EntryPermitted.Or(stored.EntryPermitted),
    };

    private static async Task<long?> Id(Patch<Ref?> sent, long? stored, Func<Ref, Task<long>> find) =>
        !sent.IsSent ? stored : sent.Value is { } named ? await find(named) : null;

    private static Money? Amount(Patch<decimal?> sent, Money? stored) =>
        !sent.IsSent ? stored : sent.Value is { } amount ? Money.FromDecimal(amount) : null;
}
