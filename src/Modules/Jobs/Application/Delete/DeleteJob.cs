using Microsoft.EntityFrameworkCore;
using PropOps.Application.Activity;
using PropOps.Application.Identity;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Jobs.Application.Jobs;
using PropOps.Jobs.Application.Visibility;
using PropOps.Jobs.Domain.History;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Jobs.Application.Delete;

/// <summary>Deletes a job for good, with everything tied to it, from whatever status (HIST-8).</summary>
[Permission("api.jobs.manage.manage", AccountTypes = [AccountType.Staff])]
public sealed record DeleteJob : ICommand
{
    [Alias("job_uuid", "job_id")]
    public required Ref Uuid { get; init; }

    public int? Version { get; init; }
}

public sealed record DeletedJob(Guid Uuid, string JobRef);

internal sealed class DeleteJobHandler(
    IRepository<Job> jobs, IReadDb db, VisibleJobs visible, JobStanding standing, ICurrentUser currentUser, ActivityDraft activity, TimeProvider time) : IHandler<DeleteJob, Reply<DeletedJob>>
{
    public async Task<Reply<DeletedJob>> Handle(DeleteJob request, CancellationToken cancellationToken)
    {
        var job = await visible.ForChange(request.Uuid, cancellationToken);
        job.RequireVersion(request.Version);
        job.Revise(currentUser.Actor, time.GetUtcNow(), await standing.Of(job, cancellationToken)).Delete();
        var commits = await db.Of<JobCommit>().CountAsync(commit => commit.JobId == job.Id, cancellationToken);
        jobs.Remove(job);

        activity.Action = "job.deleted";
        activity.JobUuid = job.Uuid;
        activity.About("job", job.Id, job.Uuid, $"{job.JobRef} was deleted with {commits} commits and {job.Visits.Count} visits");
        return new Reply<DeletedJob>(new DeletedJob(job.Uuid, job.JobRef), $"Job {job.JobRef} deleted");
    }
}
