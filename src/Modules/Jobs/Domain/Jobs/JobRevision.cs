using PropOps.Domain.Kernel;
using PropOps.Jobs.Domain.History;
using PropOps.Jobs.Domain.Visits;

namespace PropOps.Jobs.Domain.Jobs;

/// <summary>
/// One change of a job by one person at one moment. Whatever is done through it becomes one commit, with the old and new
/// value of every field, and the events that belong to it; a change that changes nothing leaves no trace (UPD-1, UPD-2).
/// </summary>
public sealed class JobRevision
{
    private readonly Job _job;
    private readonly Actor _by;
    private readonly DateTimeOffset _at;
    private readonly JobCircumstances _circumstances;
    private readonly bool _isFirst;
    private readonly IReadOnlyDictionary<string, string> _before;
    private readonly List<IDomainEvent> _told = [];
    private readonly Dictionary<Visit, (WorksDates?, long?)> _bookedBefore;
    private bool _isYetToBeMade;
    private bool _isEdited;
    private bool _touchesVisits;

    private JobRevision(Job job, Actor by, DateTimeOffset at, JobCircumstances circumstances, bool isFirst)
    {
        (_job, _by, _at, _circumstances, _isFirst) = (job, by, at, circumstances, isFirst);
        _isYetToBeMade = isFirst;
        _before = isFirst ? JobFields.Blank : JobFields.Of(job);
        _bookedBefore = Booked.ToDictionary(visit => visit, Booking);
    }

    /// <summary>What this revision put into a contractor's calendar: visits that were confirmed, moved, or given to another firm.</summary>
    public IEnumerable<Visit> NewBookings => JobStatuses.Open.Contains(_job.Status)
        ? Booked.Where(visit => visit.ContractorId is not null && (!_bookedBefore.TryGetValue(visit, out var before) || before != Booking(visit)))
        : [];

    private IEnumerable<Visit> Booked => _job.Visits.Where(visit => visit.Status == VisitStatus.Confirmed);

    internal static JobRevision First(Job job, Actor by, DateTimeOffset at) =>
        new(job, by, at, new JobCircumstances(JobCircumstances.PartyOf(by.AccountType), JobMoney.None) { Today = DateOnly.FromDateTime(at.UtcDateTime) }, isFirst: true);

    internal static JobRevision Next(Job job, Actor by, DateTimeOffset at, JobCircumstances circumstances) => new(job, by, at, circumstances, isFirst: false);

    /// <exception cref="ConflictRefusal">when the job is archived and something would change.</exception>
    public void Change(JobDetails details)
    {
        _job.Take(details);
        _isEdited = true;
        if (_job.Status == JobStatus.Archived && Changes((_, _) => null).Count > 0)
        {
            _job.RequireNotArchived();
        }
    }

    /// <summary>Gives the job to a contractor, in place of the one who may be on it.</summary>
    /// <param name="accepted">the assignment counts as accepted; otherwise it is an offer.</param>
    /// <exception cref="ConflictRefusal">when the job's status does not allow it.</exception>
    public void AssignTo(long contractorId, bool accepted, bool notify)
    {
        if (_job.ContractorId != contractorId)
        {
            Do(new JobStep(JobAction.Assign) { ContractorId = contractorId, CountsAsAccepted = accepted, Notify = notify });
        }
    }

    /// <summary>Takes the contractor off.</summary>
    /// <exception cref="ConflictRefusal">when the job's status does not allow it.</exception>
    public void Unassign(string? reason)
    {
        if (_job.ContractorId is not null)
        {
            Do(new JobStep(JobAction.Unassign) { Reason = reason });
        }
    }

    /// <summary>Takes a step of the state machine.</summary>
    /// <exception cref="Refusal">when the status, a condition or the caller's part does not allow it.</exception>
    public void Do(JobStep step)
    {
        if (step.Action == JobAction.Schedule)
        {
            Do(step.Visit!);
            return;
        }

        var row = JobStateMachine.Require(_job, _isYetToBeMade ? null : _job.Status, step, _circumstances);
        _isYetToBeMade = false;
        var (from, to) = (_job.Status, row.To.Of(_job, _circumstances.Money));
        var move = new JobMove(step, _by, _at, _job.ContractorId);

        // First the visits, which end as those of the contractor who leaves; told of after the step that ended them.
        var byProduct = _circumstances with { Party = JobParty.Product };
        IDomainEvent[] ofVisits = [.. row.Visits(_job, _circumstances.Today).ToList().SelectMany(visit => Take(visit, byProduct))];
        row.Effect(_job, move);
        _told.AddRange(row.Events.Select(told => told.Of(_job, move)).OfType<IDomainEvent>());
        _told.AddRange(ofVisits);
        if (to is not { } status || status == from)
        {
            return;
        }

        _job.MoveTo(status);
        if (_isFirst)
        {
            // A new job has not moved anywhere.
            return;
        }

        _told.Add(new JobStatusMoved(_job, from, status, step.Reason, row.Specific));
        if (_job.OwnerId is null && _circumstances.Party == JobParty.Staff)
        {
            // NEW-5: who takes it in hand is in charge of it.
            _job.BecomesOwnedBy(_by.AccountId);
        }
    }

    /// <summary>Takes a step with a visit; the works dates of the job follow (VIS-1).</summary>
    /// <exception cref="Refusal">when the job, the visit, a condition or the caller's part does not allow it.</exception>
    public void Do(VisitStep step) => _told.AddRange(Take(step, _circumstances));

    /// <summary>Books a visit or moves the next confirmed one, null calls it off; what is booked already is no change (VIS-2).</summary>
    /// <exception cref="Refusal">as of the step that it comes to.</exception>
    public void Schedule(WorksDates? dates, string? reason)
    {
        if (dates == _job.NextVisit?.Dates)
        {
            return;
        }

        var action = dates is null ? VisitAction.Cancel : _job.NextVisit is null ? VisitAction.Book : VisitAction.Move;
        Do(new VisitStep(action, _job.NextVisit) { Dates = dates, Reason = reason });
    }

    /// <summary>Brings the job to a status, by the action that leads there; nothing happens where it is there.</summary>
    /// <param name="step">what the action brings along.</param>
    /// <exception cref="Refusal">when no action leads there, or it is not possible.</exception>
    public void MoveTo(JobStatus wanted, Func<JobAction, JobStep> step)
    {
        if (JobStateMachine.ActionFor(_job, wanted, _circumstances) is { } action)
        {
            Do(step(action));
        }
    }

    /// <summary>Keeps what was done as one commit.</summary>
    /// <param name="label">how a stored value reads today, e.g. the name behind an id.</param>
    /// <param name="restores">the commit whose values were brought back.</param>
    /// <returns>null where no field of the job changed.</returns>
    public JobCommit? Commit(string? reason, Func<string, string, string?> label, Guid? restores = null)
    {
        var changes = Changes(label);
        if (changes.Count == 0)
        {
            if (_touchesVisits)
            {
                _job.Touch(_at);
                _told.ForEach(_job.Tell);
            }

            return null;
        }

        var commit = new JobCommit(_job, _isFirst ? 1 : _job.Version + 1, KindOf(changes, restores), changes, _by, reason, restores, _at);
        _job.Record(commit, _isFirst);
        TellOthers(changes, isRestored: restores is not null);
        return commit;
    }

    /// <summary>What goes with the job: its events, without a commit that nobody could read.</summary>
    public void Delete()
    {
        Do(new JobStep(JobAction.Delete));
        _told.ForEach(_job.Tell);
    }

    private IEnumerable<IDomainEvent> Take(VisitStep step, JobCircumstances circumstances)
    {
        var row = VisitStateMachine.Require(_job, step, circumstances);
        var visit = step.Visit ?? _job.AddVisit(_at);
        var move = new VisitMove(step, _by, VisitParties.Of(circumstances.Party), _at, visit.Dates);
        row.Effect(visit, move);
        visit.MoveTo(row.To ?? step.Outcome!.Value);
        _job.FollowVisits();
        _touchesVisits = true;
        return [.. row.Events.Select(told => told.Of(_job, visit, move))];
    }

    private static (WorksDates? Dates, long? ContractorId) Booking(Visit visit) => (visit.Dates, visit.ContractorId);

    private List<FieldChange> Changes(Func<string, string, string?> label)
    {
        var after = JobFields.Of(_job);
        return
        [
            .. from field in JobFields.Names
               let old = _before[field]
               let now = after[field]
               where old != now
               select new FieldChange(field, old, now, label(field, old), label(field, now)),
        ];
    }

    private void TellOthers(List<FieldChange> changes, bool isRestored)
    {
        string[] plain = [.. changes.Select(change => change.Field).Where(field => !JobFields.WithOwnEvent.Contains(field))];
        if (_isEdited && plain.Length > 0)
        {
            _job.Tell(new JobDetailsChanged(_job, plain, isRestored));
        }

        _told.ForEach(_job.Tell);
    }

    // The first that fits (HIST-5).
    private CommitKind KindOf(List<FieldChange> changes, Guid? restores) =>
        _isFirst ? CommitKind.Created
        : restores is not null ? CommitKind.Restored
        : changes.Exists(change => change.Field == JobFields.Status) ? CommitKind.StatusChanged
        : changes.Exists(change => change.Field == JobFields.Contractor) ? CommitKind.Assigned
        : CommitKind.Updated;
}
