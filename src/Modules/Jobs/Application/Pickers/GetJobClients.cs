using PropOps.Application.Names;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;
using PropOps.Domain.Directory;
using PropOps.Domain.Identity;

namespace PropOps.Jobs.Application.Pickers;

/// <summary>Landlords of the addresses with at least one job that the caller sees; a landlord finds themselves only.</summary>
[Permission("api.jobs.manage.manage", Also = ["api.jobs.manage.list"], AccountTypes = [AccountType.Staff, AccountType.Agent, AccountType.Landlord])]
public sealed record GetJobClients : PickerRequest;

internal sealed class GetJobClientsHandler(JobPickers pickers, IReadDb db) : IHandler<GetJobClients, Page<PickedPerson>>
{
    public Task<Page<PickedPerson>> Handle(GetJobClients request, CancellationToken cancellationToken) => pickers.PageOf(
        request,
        NameKind.Landlord,
        jobs => db.Of<Address>().Where(address => address.LandlordId != null && jobs.Any(job => job.AddressId == address.Id)).Select(address => address.LandlordId!.Value),
        cancellationToken);
}
