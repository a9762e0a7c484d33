using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Jobs.Domain.History;

/// <summary>
/// One change of a job, written in the transaction that made it: who, when, through which door, and per field the old and
/// new value. Numbers run 1, 2, 3 per job without a gap (HIST-1).
/// </summary>
public sealed class JobCommit : Entity
{
    private JobCommit()
    {
    }

    internal JobCommit(Job job, int number, CommitKind kind, IReadOnlyList<FieldChange> changes, Actor by, string? reason, Guid? restores, DateTimeOffset at)
    {
        JobId = job.Id;
        Number = number;
        Kind = kind;
        Changes = changes;
        ChangedFields = [.. changes.Select(change => change.Field)];
        AuthorId = by.AccountId;
        AuthorType = by.AccountType;
        Via = by.Via;
        Reason = reason;
        RestoresCommitUuid = restores;
        At = at;
    }

    public long JobId { get; private set; }

    public int Number { get; private set; }

    public CommitKind Kind { get; private set; }

    /// <summary>Encrypted at rest as a whole: it holds old and new values of encrypted fields.</summary>
    public IReadOnlyList<FieldChange> Changes { get; private set; } = [];

    /// <summary>Names only, so that history can be searched by field.</summary>
    public IReadOnlyList<string> ChangedFields { get; private set; } = [];

    /// <summary>null for the product.</summary>
    public long? AuthorId { get; private set; }

    public AccountType? AuthorType { get; private set; }

    public Via Via { get; private set; }

    public string? Reason { get; private set; }

    /// <summary>The commit after which the job was once as it is after this one.</summary>
    public Guid? RestoresCommitUuid { get; private set; }

    public DateTimeOffset At { get; private set; }
}

public enum CommitKind
{
    Created,
    Updated,
    Restored,
    StatusChanged,
    Assigned,
}

/// <param name="Old">JSON of the stored value.</param>
/// <param name="OldLabel">how it read then, e.g. the contractor's name.</param>
public sealed record FieldChange(string Field, string Old, string New, string? OldLabel, string? NewLabel);
