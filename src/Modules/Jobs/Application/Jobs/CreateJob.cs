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
using PropOps.Jobs.Application.Visits;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Jobs.Application.Jobs;

/// <summary>Raises a job (NEW-1 to NEW-5).</summary>
[Permission("api.jobs.manage.manage", AccountTypes = [AccountType.Staff, AccountType.Agent])]
public sealed record CreateJob : ICommand
{
    [Text(1, 200), Label]
    public required string JobTitle { get; init; }

    [Text(1, 20000)]
    public required string JobDescription { get; init; }

    public required int PriorityId { get; init; }

    public required int StatusId { get; init; }

    public required int JobTypeId { get; init; }

    public required Ref AddressId { get; init; }

    public Ref? AgentId { get; init; }

    public Ref? ContractorId { get; init; }

    /// <summary>Left out: the present tenants of the address; empty is nobody.</summary>
    [Items(0, 20)]
    public IReadOnlyList<Ref>? TenantsIds { get; init; }

    [Amount("0.00", "9999999.99")]
    public decimal? JobTotalBudget { get; init; }

    [Amount("0.00", "9999999.99")]
    public decimal? ContractorBudget { get; init; }

    [Amount("0.00", "100.00")]
    public decimal? VatPercentage { get; init; }

    /// <summary>Taken and ignored: it is computed.</summary>
    public decimal? TotalAmount { get; init; }

    public DateOnly? DateWorksStartDate { get; init; }

    public DateOnly? DateWorksEndDate { get; init; }

    public int? TimeRangeId { get; init; }

    [Text(0, 2000)]
    public string? AccessDetails { get; init; }

    [Text(0, 50)]
    public string? WorksOrderRef { get; init; }

    [Text(0, 50)]
    public string? InvoiceNo { get; init; }

    [Text(0, 50)]
    public string? QuoteNo { get; init; }

    [Text(0, 150), Label]
    public string? PrivateContactName { get; init; }

    [MailAddress]
    public string? PrivateContactEmail { get; init; }

    public string? PrivateContactPhone { get; init; }

    public Ref? BranchId { get; init; }

    public Ref? OwnerId { get; init; }

    public bool PresenceRequired { get; init; }

    public bool? EntryPermitted { get; init; }

    [Text(0, 30)]
    public string? CostCode { get; init; }

    [Text(0, 100)]
    public string? ExternalRef { get; init; }

    [Items(0, 20)]
    public IReadOnlyList<int>? TagIds { get; init; }

    public bool NotifyContractor { get; init; } = true;

    /// <summary>Staff: what stands against the contractor or the date only warns.</summary>
    public bool AllowConflict { get; init; }
}

internal sealed class CreateJobHandler(
    IRepository<Job> jobs,
    IReadDb db,
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
        var address = await references.Address(request.AddressId, cancellationToken);
        var agentId = await AgentOf(request, caller, cancellationToken);
        var branch = await BranchOf(request, agentId, caller, cancellationToken);
        var contractor = request.ContractorId is { } named ? await references.Contractor(named, cancellationToken) : null;
        var details = await Details(request, address, agentId, branch, caller, cancellationToken);
        input.RequireLookups(details);
        var works = input.Works(request.DateWorksStartDate, request.DateWorksEndDate, request.TimeRangeId);

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
        return new SavedJob(await rows.Of(job, cancellationToken)) { Warnings = [.. conflicts, .. await warnings.Of(job, cancellationToken)] };
    }

    private static JobStatus StatusOf(CreateJob request, Caller caller)
    {
        var status = (JobStatus)request.StatusId;
        if (!Enum.IsDefined(status))
        {
            throw new InvalidRefusal("status_id");
        }

        if (status is not (JobStatus.Open or JobStatus.Assigned) || (status == JobStatus.Assigned && request.ContractorId is null))
        {
            throw new InvalidRefusal("status_id", $"A job cannot be created with status {status.Name()}");
        }

        return caller.Type != AccountType.Staff && (request.OwnerId is not null || request.AllowConflict) ? throw new ForbiddenRefusal() : status;
    }

    /// <summary>An agent who names none becomes the job's agent.</summary>
    private async Task<long?> AgentOf(CreateJob request, Caller caller, CancellationToken cancellationToken) =>
        request.AgentId is { } named ? (await references.Agent(named, cancellationToken)).Id
        : caller.Type == AccountType.Agent ? caller.Id
        : null;

    /// <summary>NEW-3: the one sent, else the agent's first, else the only active one.</summary>
    private async Task<Branch?> BranchOf(CreateJob request, long? agentId, Caller caller, CancellationToken cancellationToken)
    {
        long[] agents = agentId is null ? [] : await db.Of<User>().Where(user => user.Id == agentId).SelectMany(user => user.Branches).Select(branch => branch.BranchId).OrderBy(id => id).ToArrayAsync(cancellationToken);
        Branch? branch = null;
        if (request.BranchId is { } named)
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
        OwnerId = request.OwnerId is { } owner ? (await references.Owner(owner, cancellationToken)).Id
            : caller.Type == AccountType.Staff ? caller.Id : settings.Get(JobSettings.DefaultOwnerId),
        TenantIds = request.TenantsIds is { } tenants ? await references.Tenants(tenants, cancellationToken)
            : await db.Of<Tenant>().Where(tenant => tenant.AddressId == address.Id && tenant.IsActive).OrderBy(tenant => tenant.Id).Select(tenant => tenant.Id).Take(20).ToListAsync(cancellationToken),
        TagIds = [.. (request.TagIds ?? []).Distinct()],
        TotalBudget = request.JobTotalBudget is { } total ? Money.FromDecimal(total) : null,
        ContractorBudget = request.ContractorBudget is { } budget ? Money.FromDecimal(budget) : null,
        VatPercentage = request.VatPercentage is { } rate ? Percent.FromDecimal(rate) : null,
        CostCode = request.CostCode,
        ExternalRef = request.ExternalRef,
        WorksOrderRef = request.WorksOrderRef,
        InvoiceNo = request.InvoiceNo,
        QuoteNo = request.QuoteNo,
        AccessDetails = request.AccessDetails,
        PrivateContactName = request.PrivateContactName,
        PrivateContactEmail = request.PrivateContactEmail is { } email ? EmailAddress.Normalise(email) : null,
        PrivateContactPhone = input.Phone(request.PrivateContactPhone, "private_contact_phone"),
        PresenceRequired = request.PresenceRequired,
        EntryPermitted = request.EntryPermitted,
    };
}
