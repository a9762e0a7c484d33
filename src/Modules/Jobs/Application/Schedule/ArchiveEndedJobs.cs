using Microsoft.EntityFrameworkCore;
using PropOps.Application.BackgroundJobs;
using PropOps.Application.Persistence;
using PropOps.Application.Settings;
using PropOps.Jobs.Application.Jobs;
using PropOps.Jobs.Domain.History;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Jobs.Application.Schedule;

/// <summary>Puts away what has been closed or cancelled for longer than <c>jobs.archive_after_days</c> (row 38).</summary>
internal sealed class ArchiveEndedJobs(IReadDb db, IBackgroundJobs backgroundJobs, ISettings settings, TimeProvider time) : IScheduledTask
{
    public static string Name => "jobs.auto_archive";

    public static string Schedule => "0 2 * * *";

    public async Task Run(CancellationToken cancellationToken)
    {
        if (settings.Get(JobSettings.ArchiveAfterDays) is not (> 0 and var days))
        {
            return;
        }

        // Whatever else was changed since, its status was not.
        var endedBefore = time.GetUtcNow().AddDays(-days);
        var due = db.Of<Job>()
            .Where(job => job.Status == JobStatus.Closed || job.Status == JobStatus.Cancelled)
            .Where(job => !db.Of<JobCommit>().Any(commit => commit.JobId == job.Id && commit.Kind == CommitKind.StatusChanged && commit.At > endedBefore))
            .OrderBy(job => job.Id)
            .Select(job => job.Id);
        await foreach (var id in due.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            backgroundJobs.Enqueue<ArchiveEndedJob>(id);
        }
    }
}

internal sealed class ArchiveEndedJob(ScheduledSteps steps) : IRowJob
{
    public static string Queue => "default";

    public Task Run(long rowId, CancellationToken cancellationToken) => steps.Take(
        rowId, job => job.Status is JobStatus.Closed or JobStatus.Cancelled, new JobStep(JobAction.Archive), "job.archived", "archived", cancellationToken);
}
