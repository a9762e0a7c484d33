using Ardalis.Specification;
using Microsoft.EntityFrameworkCore;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Domain.Kernel;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Jobs.Application.Visibility;

/// <summary>The jobs that the caller sees. What they do not see is not found.</summary>
internal sealed class VisibleJobs(IRepository<Job> jobs, IReadDb db, JobViewers viewers)
{
    public async Task<IQueryable<Job>> Query(CancellationToken cancellationToken) => SeenBy(await viewers.Current(cancellationToken));

    public IQueryable<Job> SeenBy(JobViewer viewer) => WhereEvaluator.Instance.GetQuery(db.Of<Job>(), new JobsVisibleTo(viewer));

    /// <summary>The one that a request names, behind its lock, to be changed.</summary>
    /// <exception cref="NotFoundRefusal">absent, or not visible.</exception>
    public async Task<Job> ForChange(Ref job, CancellationToken cancellationToken) =>
        await jobs.Find(await Named(job, cancellationToken), cancellationToken) ?? throw new NotFoundRefusal("Job");

    /// <summary>The one that a request names.</summary>
    /// <exception cref="NotFoundRefusal">absent, or not visible.</exception>
    public async Task<Job> ForReading(Ref job, CancellationToken cancellationToken) =>
        await WhereEvaluator.Instance.GetQuery(db.Of<Job>(), await Named(job, cancellationToken)).SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundRefusal("Job");

    private async Task<VisibleJob> Named(Ref job, CancellationToken cancellationToken) => new(await viewers.Current(cancellationToken), job.Id, job.Uuid);
}
