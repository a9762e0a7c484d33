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
    private readonly bool _isFirst;
    private readonly IReadOnlyDictionary<string, string> _before;
    private readonly JobStatus _statusBefore;
    private readonly List<IDomainEvent> _handovers = [];

    private JobRevision(Job job, Actor by, DateTimeOffset at, bool isFirst)
    {
        (_job, _by, _at, _isFirst) = (job, by, at, isFirst);
        _before = isFirst ? JobFields.Blank : JobFields.Of(job);
        _statusBefore = job.Status;
    }

    internal static JobRevision First(Job job, Actor by, DateTimeOffset at) => new(job, by, at, isFirst: true);

    internal static JobRevision Next(Job job, Actor by, DateTimeOffset at) => new(job, by, at, isFirst: false);

    public void Change(JobDetails details) => _job.Take(details);

    /// <summary>Gives the job to a contractor, in place of the one who may be on it.</summary>
    /// <param name="accepted">the assignment counts as accepted; otherwise it is an offer.</param>
    /// <exception cref="ConflictRefusal">when the job's status does not allow it.</exception>
    public void AssignTo(long contractorId, bool accepted, bool notify)
    {
        if (_job.ContractorId == contractorId)
        {
            return;
        }

        var previous = _job.ContractorId;
        Step(JobAction.Assign, accepted);
        _job.Give(contractorId, accepted ? AssignmentState.Accepted : AssignmentState.Offered, _at);
        if (previous is { } replaced)
        {
            _handovers.Add(new ContractorTakenOff(_job, replaced, Reason: null));
        }

        _handovers.Add(new ContractorGiven(_job, previous, notify));
    }

    /// <summary>Takes the contractor off.</summary>
    /// <exception cref="ConflictRefusal">when the job's status does not allow it.</exception>
    public void Unassign(string? reason)
    {
        if (_job.ContractorId is not { } previous)
        {
            return;
        }

        Step(JobAction.Unassign, accepted: false);
        _job.Give(null, AssignmentState.None, _at);
        _handovers.Add(new ContractorTakenOff(_job, previous, reason));
    }

    /// <summary>Keeps what was done as one commit.</summary>
    /// <param name="label">how a stored value reads today, e.g. the name behind an id.</param>
    /// <returns>null where nothing changed.</returns>
    public JobCommit? Commit(string? reason, Func<string, string, string?> label)
    {
        var after = JobFields.Of(_job);
        FieldChange[] changes =
        [
            .. from field in JobFields.Names
               let old = _before[field]
               let now = after[field]
               where old != now
               select new FieldChange(field, old, now, label(field, old), label(field, now)),
        ];
        if (changes.Length == 0)
        {
            return null;
        }

        var commit = new JobCommit(_job, _isFirst ? 1 : _job.Version + 1, KindOf(changes), changes, _by, reason, _at);
        _job.Record(commit, _isFirst);
        TellOthers(changes, reason);
        return commit;
    }

    private void TellOthers(FieldChange[] changes, string? reason)
    {
        string[] plain = [.. changes.Select(change => change.Field).Where(field => !JobFields.WithOwnEvent.Contains(field))];
        if (!_isFirst && plain.Length > 0)
        {
            _job.Tell(new JobDetailsChanged(_job, plain));
        }

        foreach (var handover in _handovers)
        {
            _job.Tell(handover);
        }

        // A new job has not moved anywhere.
        if (!_isFirst && _job.Status != _statusBefore)
        {
            _job.Tell(new JobStatusMoved(_job, _statusBefore, _job.Status, reason));
        }
    }

    // The first that fits (HIST-5).
    private CommitKind KindOf(FieldChange[] changes) =>
        _isFirst ? CommitKind.Created
        : changes.Any(change => change.Field == JobFields.Status) ? CommitKind.StatusChanged
        : changes.Any(change => change.Field == JobFields.Contractor) ? CommitKind.Assigned
        : CommitKind.Updated;

    private void Step(JobAction action, bool accepted)
    {
        if (_job.Status == JobStatus.Quoting)
        {
            throw new ConflictRefusal($"Job {_job.JobRef} is out for quotes. Award a quote or cancel the requests first.");
        }

        var row = JobStateMachine.Find(_job.Status, action, accepted)
            ?? throw new ConflictRefusal($"Job {_job.JobRef} is {_job.Status.Name()}: contractor_id can no longer be changed");
        _job.MoveTo(row.To);
    }
}
