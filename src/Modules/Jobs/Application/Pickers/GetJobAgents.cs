using PropOps.Application.Names;
using PropOps.Application.UseCases;

namespace PropOps.Jobs.Application.Pickers;

/// <summary>Agents on at least one job that the caller sees.</summary>
[Permission("api.jobs.manage.manage", Also = ["api.jobs.manage.list"])]
public sealed record GetJobAgents : PickerRequest;

internal sealed class GetJobAgentsHandler(JobPickers pickers) : IHandler<GetJobAgents, Page<PickedPerson>>
{
    public Task<Page<PickedPerson>> Handle(GetJobAgents request, CancellationToken cancellationToken) =>
        pickers.PageOf(request, NameKind.Account, jobs => jobs.Where(job => job.AgentId != null).Select(job => job.AgentId!.Value), cancellationToken);
}
