using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using PropOps.Application.Activity;
using PropOps.Application.Identity;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.Settings;
using PropOps.Application.UseCases;
using PropOps.Domain.Directory;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Domain.Organisation;
using PropOps.Jobs.Application.Visibility;
using PropOps.Jobs.Application.Visits;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Jobs.Application.Jobs;

/// <summary>Raises a job (NEW-1 to NEW-5).</summary>
[Permission("api.jobs.manage.manage", AccountTypes = [AccountType.Staff, AccountType.Agent])]
public sealed record CreateJob : SentJobFields, ICommand, IValidatableObject
{
    [Text(1, 200), Label]
    public required string JobTitle { get; init; }

    [Text(1, 20000)]
    public required string JobDescription { get; init; }

    public required int PriorityId { get; init; }

    public required int StatusId { get; init; }

    public required int JobTypeId { get; init; }

    public required Ref AddressId { get; init; }

    /// <summary>A job that has this external_ref already is updated instead (SYNC-3, NEW-9).</summary>
    [OneOf("external_ref")]
    public string? Match { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Match is not null && ExternalRef.Value is null)
        {
            yield return new(null, ["external_ref"]);
        }
    }
}

internal sealed class CreateJobHandler(
    IRepository<Job> jobs,
    IReadDb db,
    ITransaction transaction,
    VisibleJobs visible,
    JobChanges changes,
    References references,
    JobInput input,
    JobLabels labels,
    JobRows rows,
    JobWarnings warnings,
    ContractorAssignment assignment,
    DoubleBooking doubleBooking,
    ISettings settings,
    ICurrentUser currentUser,
    ActivityDraft activity,
    TimeProvider time) : IHandler<CreateJob, SavedJob>
{
    public async Task<SavedJob> Handle(CreateJob request, CancellationToken cancellationToken)
    {
        var caller = currentUser.RequireCaller();
        var status = StatusOf(request, caller);
        if (await Existing(request, cancellationToken) is { } known)
        {
            return await changes.Apply(AsUpdate(request, known, status), await visible.ForChange(known, cancellationToken), cancellationToken) with { Created = false };
        }

        var address = await references.Address(request.AddressId, cancellationToken);
        var agentId = await AgentOf(request, caller, cancellationToken);
        var branch = await BranchOf(request, agentId, caller, cancellationToken);
        var contractor = request.ContractorId.Value is { } named ? await references.Contractor(named, cancellationToken) : null;
        var details = await Details(request, address, agentId, branch, caller, cancellationToken);
        input.RequireLookups(details);
        var works = input.Works(request.DateWorksStartDate.Value, request.DateWorksEndDate.Value, request.TimeRangeId.Value);

        var now = time.GetUtcNow();
        var job = Job.New(details, caller.Via == Via.Ui ? CreatedVia.Ui : CreatedVia.Api, currentUser.Actor);
        jobs.Add(job);
        var create = status == JobStatus.Assigned ? ContractorAssignment.Create(contractor!, request.NotifyContractor) : new JobStep(JobAction.Create);
        var revision = job.Open(settings.Get(JobSettings.RefPrefix), currentUser.Actor, now, create);
        if (contractor is not null && status == JobStatus.Open)
        {
            assignment.Assign(revision, contractor, accepted: false, request.NotifyContractor);
        }

        revision.Schedule(works, reason: null);
        var conflicts = await doubleBooking.Check(job, revision.NewBookings, request.AllowConflict, cancellationToken);
        revision.Commit(reason: null, await labels.For(null, null, job, cancellationToken));
        activity.Action = "job.created";
        activity.JobUuid = job.Uuid;
        activity.About("job", job.Id, job.Uuid, $"{job.JobRef} was created");
        return new SavedJob(await rows.OfNew(job, cancellationToken))
        {
            Warnings = [.. conflicts, .. await warnings.Of(job, cancellationToken)],
            Created = request.Match is null ? null : true,
        };
    }

    /// <summary>The job to update instead. Two that name one reference at one moment follow one another, so that the second finds the first's job.</summary>
    private async Task<Ref?> Existing(CreateJob request, CancellationToken cancellationToken)
    {
        if (request.ExternalRef.Value is not { } reference)
        {
            return null;
        }

        await transaction.FollowOthers($"jobs.external_ref {reference}", cancellationToken);
        return request.Match is not null && await db.Of<Job>().Where(job => job.ExternalRef == reference).Select(job => (long?)job.Id).SingleOrDefaultAsync(cancellationToken) is { } id ? id : null;
    }

    /// <summary>status_id 1, which every create sends, is no wish (NEW-9).</summary>
    private static UpdateJob AsUpdate(CreateJob request, Ref job, JobStatus status) => new(request)
    {
        Uuid = job,
        JobTitle = request.JobTitle,
        JobDescription = request.JobDescription,
        PriorityId = request.PriorityId,
        JobTypeId = request.JobTypeId,
        AddressId = request.AddressId,
        StatusId = status == JobStatus.Open ? default : new Patch<int>((int)status),
        Accepted = status == JobStatus.Assigned,
    };

    private static JobStatus StatusOf(CreateJob request, Caller caller)
    {
        var status = (JobStatus)request.StatusId;
        if (!Enum.IsDefined(status))
        {
            throw new InvalidRefusal("status_id");
        }

        if (status is not (JobStatus.Open or JobStatus.Assigned) || (status == JobStatus.Assigned && request.ContractorId.Value is null))
        {
            throw new InvalidRefusal("status_id", $"A job cannot be created with status {status.Name()}");
        }

        return caller.Type != AccountType.Staff && (request.OwnerId.Value is not null || request.AllowConflict) ? throw new ForbiddenRefusal() : status;
    }

    /// <summary>An agent who names none becomes the job's agent.</summary>
    private async Task<long?> AgentOf(CreateJob request, Caller caller, CancellationToken cancellationToken) =>
        request.AgentId.Value is { } named ? (await references.Agent(named, cancellationToken)).Id
        : caller.Type == AccountType.Agent ? caller.Id
        : null;

    /// <summary>NEW-3: the one sent, else the agent's first, else the only active one.</summary>
    private async Task<Branch?> BranchOf(CreateJob request, long? agentId, Caller caller, CancellationToken cancellationToken)
    {
        long[] agents = agentId is null ? [] : await db.Of<User>().Where(user => user.Id == agentId).SelectMany(user => user.Branches).Select(branch => branch.BranchId).OrderBy(id => id).ToArrayAsync(cancellationToken);
        Branch? branch = null;
        if (request.BranchId.Value is { } named)
        {
            branch = await references.Branch(named, cancellationToken);
            if (agentId is not null && !agents.Contains(branch.Id))
            {
                throw new InvalidRefusal("agent_id", "The agent does not belong to this branch");
            }
        }
        else if (agents.Length > 0)
        {
            var first = caller.Type == AccountType.Agent ? agents.FirstOrDefault(caller.BranchIds.Contains, agents[0]) : agents[0];
            branch = await db.Of<Branch>().SingleAsync(candidate => candidate.Id == first, cancellationToken);
        }
        else if (await db.Of<Branch>().Where(candidate => candidate.IsActive).Take(2).ToListAsync(cancellationToken) is [var only])
        {
            branch = only;
        }

        return branch is { IsActive: false } ? throw new ConflictRefusal($"Branch {branch.Name} is disabled and takes no new jobs") : branch;
    }

    private async Task<JobDetails> Details(CreateJob request, Address address, long? agentId, Branch? branch, Caller caller, CancellationToken cancellationToken) => new()
    {
        Title = request.JobTitle,
        Description = RichText.Clean(request.JobDescription),
        PriorityId = request.PriorityId,
        JobTypeId = request.JobTypeId,
        AddressId = address.Id,
        BranchId = branch?.Id,
        AgentId = agentId,
        OwnerId = request.OwnerId.Value is { } owner ? (await references.Owner(owner, cancellationToken)).Id
            : caller.Type == AccountType.Staff ? caller.Id : settings.Get(JobSettings.DefaultOwnerId),
        TenantIds = request.TenantsIds.Value is { } tenants ? await references.Tenants(tenants, cancellationToken)
            : await db.Of<Tenant>().Where(tenant => tenant.AddressId == address.Id && tenant.IsActive).OrderBy(tenant => tenant.Id).Select(tenant => tenant.Id).Take(20).ToListAsync(cancellationToken),
        TagIds = [.. request.TagIds.Or([]).Distinct()],
        TotalBudget = request.JobTotalBudget.Value is { } total ? Money.FromDecimal(total) : null,
        ContractorBudget = request.ContractorBudget.Value is { } budget ? Money.FromDecimal(budget) : null,
        VatPercentage = request.VatPercentage.Value is { } rate ? Percent.FromDecimal(rate) : null,
        CostCode = request.CostCode.Value,
        ExternalRef = request.ExternalRef.Value,
        WorksOrderRef = request.WorksOrderRef.Value,
        InvoiceNo = request.InvoiceNo.Value,
        QuoteNo = request.QuoteNo.Value,
        AccessDetails = request.AccessDetails.Value,
        PrivateContactName = request.PrivateContactName.Value,
        PrivateContactEmail = request.PrivateContactEmail.Value is { } email ? EmailAddress.Normalise(email) : null,
        PrivateContactPhone = input.Phone(request.PrivateContactPhone.Value, "private_contact_phone"),
        PresenceRequired = request.PresenceRequired.Value,
        EntryPermitted = request.EntryPermitted.Value,
    };
}
