using Microsoft.EntityFrameworkCore;
using PropOps.Application.BackgroundJobs;
using PropOps.Application.Persistence;
using PropOps.Application.Settings;
using PropOps.Jobs.Application.Jobs;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Jobs.Application.Schedule;

/// <summary>In the morning of its day a job that was put on hold goes on (row 20).</summary>
internal sealed class ResumeHolds(IReadDb db, IBackgroundJobs backgroundJobs, OrganisationDays days) : IScheduledTask
{
    public static string Name => "jobs.resume_holds";

    public static string Schedule => "0 6 * * *";

    public async Task Run(CancellationToken cancellationToken)
    {
        var today = days.Today;
        var due = db.Of<Job>().Where(job => job.Status == JobStatus.OnHold && job.Hold!.ResumeOn <= today).OrderBy(job => job.Id).Select(job => job.Id);
        await foreach (var id in due.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            backgroundJobs.Enqueue<ResumeHeldJob>(id);
        }
    }
}

internal sealed class ResumeHeldJob(ScheduledSteps steps, OrganisationDays days) : IRowJob
{
    public static string Queue => "default";

    public Task Run(long rowId, CancellationToken cancellationToken) => steps.Take(
        rowId, job => job.Status == JobStatus.OnHold && job.Hold?.ResumeOn <= days.Today, new JobStep(JobAction.Resume), "jobs.transitions.resume", "resumed", cancellationToken);
}
