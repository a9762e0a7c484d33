using PropOps.Application.Activity;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Lookups;

namespace PropOps.Application.Lookups;

/// <summary>Adds a tag that jobs can carry.</summary>
[Permission("api.admin.job-tags.manage", AccountTypes = [AccountType.Staff])]
public sealed record CreateJobTag : ICommand
{
    [Text(1, 40), Label]
    public required string TagName { get; init; }

    [HexColour]
    public string? Colour { get; init; }

    /// <summary>Left out: behind the others.</summary>
    [Limits(0, 1000)]
    public int? SortOrder { get; init; }
}

public sealed record KeptJobTag(int JobTagId, string TagName);

internal sealed class CreateJobTagHandler(IRepository<TagLookup> tags, ITransaction transaction, ActivityDraft activity) : IHandler<CreateJobTag, KeptJobTag>
{
    public async Task<KeptJobTag> Handle(CreateJobTag request, CancellationToken cancellationToken)
    {
        await transaction.FollowOthers("lookups job_tag", cancellationToken);
        var tag = TagLookup.Create(new NewTag(request.TagName, request.Colour, request.SortOrder), await tags.List(new EveryTag(), cancellationToken));
        tags.Add(tag);
        activity.About("job_tag", tag.Id, tag.Uuid, "Job tag made");
        return new KeptJobTag(tag.Id, tag.Name);
    }
}
