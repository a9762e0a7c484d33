using Microsoft.EntityFrameworkCore;
using PropOps.Application.Names;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;

namespace PropOps.Jobs.Application.Pickers;

/// <summary>Who made at least one job that the caller sees.</summary>
[Permission("api.jobs.manage.manage", Also = ["api.jobs.manage.list"])]
public sealed record GetCreators : PickerRequest;

public sealed record PickedAccount(long Id, Guid Uuid, string Name, string AccountType) : PickedPerson(Id, Uuid, Name);

internal sealed class GetCreatorsHandler(JobPickers pickers, IReadDb db) : IHandler<GetCreators, Page<PickedAccount>>
{
    public async Task<Page<PickedAccount>> Handle(GetCreators request, CancellationToken cancellationToken)
    {
        var creators = await pickers.Of(request, NameKind.Account, jobs => jobs.Where(job => job.CreatedById != null).Select(job => job.CreatedById!.Value), cancellationToken);
        var ids = creators.Select(creator => creator.Id).ToList();
        var types = await db.Of<User>().Where(user => ids.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.AccountType, cancellationToken);
        return new([.. creators.Select(creator => new PickedAccount(creator.Id, creator.Uuid, creator.Name, types[creator.Id].ToString()))]);
    }
}
