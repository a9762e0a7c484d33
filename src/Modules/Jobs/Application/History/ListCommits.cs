using System.Text.Json;
using System.Text.Json.Serialization;
using Ardalis.Specification;
using Microsoft.EntityFrameworkCore;
using PropOps.Application.Input;
using PropOps.Application.Names;
using PropOps.Application.Persistence;
using PropOps.Application.Sync;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Jobs.Application.Visibility;
using PropOps.Jobs.Domain.History;

namespace PropOps.Jobs.Application.History;

/// <summary>The history of a job, newest first.</summary>
[Permission("api.jobs.manage.manage", AccountTypes = [AccountType.Staff, AccountType.Agent])]
public sealed record ListCommits
{
    [Alias("job_uuid", "job_id")]
    public required Ref Uuid { get; init; }

    /// <summary>Only commits that changed this field.</summary>
    public string? Field { get; init; }

    [Limits(1, 200)]
    public int Limit { get; init; } = 50;

    [Limits(0, 1_000_000)]
    public int Offset { get; init; }

    public bool IncludeTotal { get; init; }

    /// <summary>Only what was committed then or later (SYNC-1).</summary>
    public DateTimeOffset? UpdatedSince { get; init; }
}

public sealed record CommitRow(
    [property: JsonPropertyName("ID")] long Id,
    Guid Uuid,
    int Number,
    CommitKind Kind,
    DateTimeOffset At,
    Guid? AuthorUuid,
    string AuthorName,
    string? AuthorAccountType,
    Via Via,
    string? Reason,
    IReadOnlyList<CommitChange> Changes,
    Guid? RestoresCommitUuid,
    bool CanRestore);

public sealed record CommitChange(string Field, JsonElement Old, JsonElement New, string? OldLabel, string? NewLabel);

/// <summary>Beside the commits the files that were taken off the job.</summary>
public sealed record CommitPage(IReadOnlyList<CommitRow> Items, long? Total) : SyncPage<CommitRow>(Items, Total)
{
    public IReadOnlyList<ArchivedFile> ArchivedFiles { get; init; } = [];
}

public sealed record ArchivedFile(Guid Uuid, string Kind, string FileName, string ContentType, long SizeBytes, DateTimeOffset DeletedAt, string DeletedByName, DateOnly PurgeOn);

internal sealed class ListCommitsHandler(IReadDb db, VisibleJobs visible, IChangeFeed changes, INames names) : IHandler<ListCommits, CommitPage>
{
    public async Task<CommitPage> Handle(ListCommits request, CancellationToken cancellationToken)
    {
        var asOf = request.UpdatedSince is null ? (DateTimeOffset?)null : await changes.AsOf(request.UpdatedSince, cancellationToken);
        var jobId = (await visible.ForReading(request.Uuid, cancellationToken)).Id;
        var matching = db.Of<JobCommit>().Where(commit => commit.JobId == jobId);
        if (request.Field is { } field)
        {
            matching = matching.Where(commit => commit.ChangedFields.Contains(field));
        }

        if (request.UpdatedSince is { } since)
        {
            matching = matching.Where(commit => commit.At >= since);
        }

        var total = request.IncludeTotal ? await matching.LongCountAsync(cancellationToken) : (long?)null;
        var commits = await matching.OrderByDescending(commit => commit.Number).Skip(request.Offset).Take(request.Limit).ToListAsync(cancellationToken);
        var authors = await names.Of(NameKind.Account, [.. commits.Select(commit => commit.AuthorId).OfType<long>().Distinct()], cancellationToken);
        return new CommitPage([.. commits.Select(commit => Row(commit, commit.AuthorId is { } id ? authors.GetValueOrDefault(id) : null))], total)
        {
            AsOf = asOf,
            // A commit goes with its job only.
            Deleted = asOf is null ? null : [],
        };
    }

    private static CommitRow Row(JobCommit commit, Named? author) => new(
        commit.Id, commit.Uuid, commit.Number, commit.Kind, commit.At, author?.Uuid, author?.Name ?? Actor.Product.Name, commit.AuthorType?.ToString(), commit.Via, commit.Reason,
        [.. commit.Changes.Select(change => new CommitChange(change.Field, Json(change.Old), Json(change.New), change.OldLabel, change.NewLabel))],
        commit.RestoresCommitUuid,
        CanRestore: true);

    private static JsonElement Json(string value)
    {
        using var document = JsonDocument.Parse(value);
        return document.RootElement.Clone();
    }
}
