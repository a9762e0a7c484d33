using PropOps.Domain.Kernel;
using PropOps.Jobs.Domain.History;

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
    private bool _isEdited;

    private JobRevision(Job job, Actor by, DateTimeOffset at, JobCircumstances circumstances, bool isFirst)
    {
        (_job, _by, _at, _circumstances, _isFirst) = (job, by, at, circumstances, isFirst);
        _before = isFirst ? JobFields.Blank : JobFields.Of(job);
    }

    internal static JobRevision First(Job job, Actor by, DateTimeOffset at) =>
        new(job, by, at, new JobCircumstances(JobCircumstances.PartyOf(by.AccountType), JobMoney.None), isFirst: true);

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
        var row = JobStateMachine.Require(_job, step, _circumstances);
        var (from, to) = (_job.Status, row.To.Of(_job, _circumstances.Money));
        var move = new JobMove(step, _by, _at, _job.ContractorId);
        row.Effect(_job, move);
        _told.AddRange(row.Events.Select(told => told.Of(_job, move)).OfType<IDomainEvent>());
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
    /// <returns>null where nothing changed.</returns>
    public JobCommit? Commit(string? reason, Func<string, string, string?> label, Guid? restores = null)
    {
        var changes = Changes(label);
        if (changes.Count == 0)
        {
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
