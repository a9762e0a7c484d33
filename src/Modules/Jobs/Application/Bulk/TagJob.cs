using PropOps.Application.Input;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Jobs.Application.Jobs;
using PropOps.Jobs.Application.Visibility;

namespace PropOps.Jobs.Application.Bulk;

/// <summary>Puts tags on one job of many, or takes them off; the others stay.</summary>
[Permission("api.jobs.manage.manage", AccountTypes = [AccountType.Staff, AccountType.Agent])]
internal sealed record TagJob(Ref Uuid, IReadOnlyList<int> Added, IReadOnlyList<int> Removed) : ICommand;

internal sealed class TagJobHandler(VisibleJobs visible, JobChanges changes) : IHandler<TagJob, SavedJob>
{
    private const int MostTags = 20;

    public async Task<SavedJob> Handle(TagJob request, CancellationToken cancellationToken)
    {
        var job = await visible.ForChange(request.Uuid, cancellationToken);
        int[] tags = [.. job.TagIds.Union(request.Added).Except(request.Removed)];
        return tags.Length > MostTags
            ? throw new InvalidRefusal("tag_ids")
            : await changes.Apply(new UpdateJob { Uuid = request.Uuid, TagIds = tags }, job, cancellationToken);
    }
}
