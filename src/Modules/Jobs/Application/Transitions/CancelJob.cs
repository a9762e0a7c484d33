using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Jobs.Application.Jobs;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Jobs.Application.Transitions;

/// <summary>The job will not be done.</summary>
[Permission("api.jobs.transitions.manage", AccountTypes = [AccountType.Staff, AccountType.Agent])]
public sealed record CancelJob : TransitionRequest;

internal sealed class CancelJobHandler(JobTransitions transitions) : IHandler<CancelJob, Reply<JobRow>>
{
    public Task<Reply<JobRow>> Handle(CancelJob request, CancellationToken cancellationToken) =>
        transitions.Answer(new JobStep(JobAction.Cancel) { Reason = request.Reason }, request.JobUuid, request.Version, "cancelled", cancellationToken);
}
