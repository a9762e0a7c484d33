using PropOps.Application.Names;
using PropOps.Application.UseCases;

namespace PropOps.Jobs.Application.Pickers;

/// <summary>Contractors on at least one job that the caller sees; a contractor finds themselves only.</summary>
[Permission("api.jobs.manage.manage", Also = ["api.jobs.manage.list"])]
public sealed record GetJobContractors : PickerRequest;

internal sealed class GetJobContractorsHandler(JobPickers pickers) : IHandler<GetJobContractors, Page<PickedPerson>>
{
    public Task<Page<PickedPerson>> Handle(GetJobContractors request, CancellationToken cancellationToken) =>
        pickers.PageOf(request, NameKind.Contractor, jobs => jobs.Where(job => job.ContractorId != null).Select(job => job.ContractorId!.Value), cancellationToken);
}
