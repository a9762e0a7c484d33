using PropOps.Domain.Kernel;
using PropOps.Jobs.Domain.History;
using PropOps.Jobs.Domain.Visits;

namespace PropOps.Jobs.Domain.Jobs;

/// <summary>
/// A piece of work at an address, from the first report to the archive. It is changed through a <see cref="JobRevision"/>
/// only, so that every change of a stored field is in exactly one commit.
/// </summary>
public sealed class Job : AggregateRoot
{
    private readonly List<JobCommit> _commits = [];
    private readonly List<Visit> _visits = [];

    private Job()
    {
    }

    private Job(JobDetails details, CreatedVia via, Actor by)
    {
        Details = details;
        CreatedVia = via;
        CreatedById = by.AccountId;
    }

    /// <summary>The prefix and the ID, with at least three digits; never changes (REF-1).</summary>
    public string JobRef { get; private set; } = "";

    public JobStatus Status { get; private set; } = JobStatus.Open;

    public long? ContractorId { get; private set; }

    public AssignmentState AssignmentState { get; private set; }

    public DateTimeOffset? AssignedAt { get; private set; }

    public DateTimeOffset? AcceptedAt { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>The first completion; it outlives a recall.</summary>
    public DateTimeOffset? CompletedAt { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    public JobHold? Hold { get; private set; }

    /// <summary>Of the last completion.</summary>
    public CompletionReport? Report { get; private set; }

    /// <summary>Where an archived job goes back to.</summary>
    public JobStatus? ArchivedFrom { get; private set; }

    public CreatedVia CreatedVia { get; private set; }

    /// <summary>The account that made it; null where the product did.</summary>
    public long? CreatedById { get; private set; }

    public JobDetails Details
    {
        get => new()
        {
            Title = Title, Description = Description, PriorityId = PriorityId, JobTypeId = JobTypeId, AddressId = AddressId,
            BranchId = BranchId, AgentId = AgentId, OwnerId = OwnerId, TenantIds = TenantIds, TagIds = TagIds,
            TotalBudget = TotalBudget, ContractorBudget = ContractorBudget, VatPercentage = VatPercentage, CostCode = CostCode,
            ExternalRef = ExternalRef, WorksOrderRef = WorksOrderRef, InvoiceNo = InvoiceNo, QuoteNo = QuoteNo,
            AccessDetails = AccessDetails,
            PrivateContactName = PrivateContactName, PrivateContactEmail = PrivateContactEmail, PrivateContactPhone = PrivateContactPhone,
            PresenceRequired = PresenceRequired, EntryPermitted = EntryPermitted,
        };
        private set
        {
            (Title, Description, PriorityId, JobTypeId, AddressId) = (value.Title, value.Description, value.PriorityId, value.JobTypeId, value.AddressId);
            (BranchId, AgentId, OwnerId, TenantIds, TagIds) = (value.BranchId, value.AgentId, value.OwnerId, [.. value.TenantIds], [.. value.TagIds.Order()]);
            (TotalBudget, ContractorBudget, VatPercentage, CostCode) = (value.TotalBudget, value.ContractorBudget, value.VatPercentage, value.CostCode);
            (ExternalRef, WorksOrderRef, InvoiceNo, QuoteNo) = (value.ExternalRef, value.WorksOrderRef, value.InvoiceNo, value.QuoteNo);
            (AccessDetails, PrivateContactName) = (value.AccessDetails, value.PrivateContactName);
            (PrivateContactEmail, PrivateContactPhone) = (value.PrivateContactEmail, value.PrivateContactPhone);
            (PresenceRequired, EntryPermitted) = (value.PresenceRequired, value.EntryPermitted);
        }
    }

    public string Title { get; private set; } = "";

    public string Description { get; private set; } = "";

    public int PriorityId { get; private set; }

    public int JobTypeId { get; private set; }

    public long AddressId { get; private set; }

    public long? BranchId { get; private set; }

    public long? AgentId { get; private set; }

    public long? OwnerId { get; private set; }

    public IReadOnlyList<long> TenantIds { get; private set; } = [];

    public IReadOnlyList<int> TagIds { get; private set; } = [];

    public Money? TotalBudget { get; private set; }

    public Money? ContractorBudget { get; private set; }

    public Percent? VatPercentage { get; private set; }

    public string? CostCode { get; private set; }

    public string? ExternalRef { get; private set; }

    public string? WorksOrderRef { get; private set; }

    public string? InvoiceNo { get; private set; }

    public string? QuoteNo { get; private set; }

    /// <summary>Works dates are those of a visit: of the next confirmed one, else of the last that has an outcome (VIS-1).</summary>
    public DateOnly? WorksStart { get; private set; }

    public DateOnly? WorksEnd { get; private set; }

    public int? TimeRangeId { get; private set; }

    public string? AccessDetails { get; private set; }

    public string? PrivateContactName { get; private set; }

    public string? PrivateContactEmail { get; private set; }

    public string? PrivateContactPhone { get; private set; }

    public bool PresenceRequired { get; private set; }

    public bool? EntryPermitted { get; private set; }

    /// <summary>In the order they were made.</summary>
    public IReadOnlyList<Visit> Visits => _visits;

    /// <summary>The earliest that is confirmed: the one that works dates move.</summary>
    public Visit? NextVisit => _visits.Where(visit => visit.Status == VisitStatus.Confirmed).OrderBy(visit => visit.Start).ThenBy(visit => visit.Number).FirstOrDefault();

    public Visit? LastVisitWithOutcome => _visits.Where(visit => visit.HasOutcome).OrderBy(visit => visit.Start).ThenBy(visit => visit.Number).LastOrDefault();

    public WorksDates? Works => WorksStart is { } start ? new WorksDates(start, WorksEnd, TimeRangeId) : null;

    /// <summary>What was committed since the job was loaded; the rest stays in the store.</summary>
    public IReadOnlyList<JobCommit> Commits => _commits;

    /// <summary>A new job without number; <see cref="Open"/> follows once the repository has given it its ID.</summary>
    public static Job New(JobDetails details, CreatedVia via, Actor by) => new(details, via, by);

    /// <summary>Gives the job its reference and makes it; its first commit is the revision that comes back.</summary>
    /// <param name="create">what it is made with; left out: nobody is on it.</param>
    /// <exception cref="ForbiddenRefusal">when that is not for whoever makes it.</exception>
    public JobRevision Open(string prefix, Actor by, DateTimeOffset at, JobStep? create = null)
    {
        JobRef = prefix + Id.ToString("000", System.Globalization.CultureInfo.InvariantCulture);
        Created(at);
        var revision = JobRevision.First(this, by, at);
        revision.Do(create ?? new JobStep(JobAction.Create));
        return revision;
    }

    /// <summary>Begins a change; nothing is kept of it unless it is committed.</summary>
    public JobRevision Revise(Actor by, DateTimeOffset at, JobCircumstances circumstances) => JobRevision.Next(this, by, at, circumstances);

    /// <exception cref="ConflictRefusal">when the job is archived.</exception>
    public void RequireNotArchived()
    {
        if (Status == JobStatus.Archived)
        {
            throw new ConflictRefusal(JobStateMachine.IsArchived(this));
        }
    }

    /// <summary>Asks that the contractor be told of the assignment; nothing of the job changes.</summary>
    /// <exception cref="InvalidRefusal">nobody is on the job.</exception>
    /// <exception cref="ConflictRefusal">the job is not open.</exception>
    public void TellContractor(bool isResend, JobCircumstances circumstances)
    {
        RequireNotArchived();
        if (ContractorId is null)
        {
            throw new InvalidRefusal("uuid", $"Job {JobRef} has no contractor");
        }

        if (!JobStatuses.Open.Contains(Status))
        {
            throw new ConflictRefusal(JobStateMachine.NotPossible(this, "send_assignment_notification", circumstances));
        }

        Raise(new AssignmentNoticeWanted(this, isResend));
    }

    internal void Take(JobDetails details) => Details = details;

    internal void BecomesOwnedBy(long? accountId) => OwnerId = accountId;

    internal void Give(long? contractorId, AssignmentState state, DateTimeOffset at)
    {
        ContractorId = contractorId;
        AssignmentState = state;
        AssignedAt = contractorId is null ? null : at;
        AcceptedAt = state == AssignmentState.Accepted ? at : null;
        foreach (var visit in _visits.Where(visit => visit.Status is VisitStatus.Proposed or VisitStatus.Confirmed))
        {
            visit.PassTo(contractorId);
        }

        if (Hold is not null)
        {
            // Once resumed it waits for whoever has it then.
            Hold = Hold with { HeldFrom = state == AssignmentState.Accepted ? JobStatus.Assigned : JobStatus.Open };
        }
    }

    internal void TakeOn(DateTimeOffset at) => (AssignmentState, AcceptedAt) = (AssignmentState.Accepted, at);

    internal void Begin(DateTimeOffset at) => StartedAt ??= at;

    internal void Interrupt(HoldReason code, string? reason, DateOnly? resumeOn, DateTimeOffset at) =>
        Hold = code == HoldReason.Other && reason is null ? throw new InvalidRefusal("reason") : new JobHold(code, reason, at, resumeOn, Status);

    internal void GoOn() => Hold = null;

    internal void Finish(CompletionReport report, int? followUpTagId, DateTimeOffset now)
    {
        // The wire shows milliseconds, so that the moment of creation may be sent back a little too early.
        if (report.CompletedAt > now || report.CompletedAt < CreatedAt.AddMilliseconds(-1))
        {
            throw new InvalidRefusal("completed_at");
        }

        Report = report;
        StartedAt ??= report.CompletedAt;
        CompletedAt ??= report.CompletedAt;
        if (report.FollowUpNeeded && followUpTagId is { } tag && !TagIds.Contains(tag))
        {
            TagIds = [.. TagIds.Append(tag).Order()];
        }
    }

    internal void Unfinish() => (CompletedAt, Report) = (null, null);

    internal void Review(DateTimeOffset? at) => ClosedAt = at;

    internal void PutAway() => ArchivedFrom = Status;

    internal void TakeOut() => ArchivedFrom = null;

    internal void MoveTo(JobStatus status) => Status = status;

    internal Visit AddVisit(DateTimeOffset at)
    {
        var visit = new Visit(this, _visits.Count + 1, at);
        _visits.Add(visit);
        return visit;
    }

    internal void FollowVisits()
    {
        var dates = (NextVisit ?? LastVisitWithOutcome)?.Dates;
        (WorksStart, WorksEnd, TimeRangeId) = (dates?.Start, dates?.End, dates?.TimeRangeId);
    }

    /// <summary>Something that hangs on the job changed, and no field of its own (LIST-7).</summary>
    internal void Touch(DateTimeOffset at) => Touched(at);

    internal void Record(JobCommit commit, bool isFirst)
    {
        if (!isFirst)
        {
            Changed(commit.At);
        }

        _commits.Add(commit);
    }

    internal void Tell(IDomainEvent domainEvent) => Raise(domainEvent);
}
