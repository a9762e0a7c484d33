using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Jobs.Application.Jobs;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Jobs.Application.Transitions;

/// <summary>Management has reviewed the work.</summary>
[Permission("api.jobs.transitions.manage", AccountTypes = [AccountType.Staff])]
public sealed record CloseJob : TransitionRequest;

internal sealed class CloseJobHandler(JobTransitions transitions) : IHandler<CloseJob, Reply<JobRow>>
{
    public Task<Reply<JobRow>> Handle(CloseJob request, CancellationToken cancellationToken) =>
        transitions.Answer(new JobStep(JobAction.Close) { Reason = request.Reason }, request.JobUuid, request.Version, "closed", cancellationToken);
}
