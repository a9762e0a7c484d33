using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Jobs.Application.Jobs;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Jobs.Application.Transitions;

/// <summary>The contractor says yes to an offer, or staff on their behalf.</summary>
[Permission("api.jobs.transitions.manage", AccountTypes = [AccountType.Staff, AccountType.Contractor])]
public sealed record AcceptJob : TransitionRequest;

internal sealed class AcceptJobHandler(JobTransitions transitions) : IHandler<AcceptJob, Reply<JobRow>>
{
    public Task<Reply<JobRow>> Handle(AcceptJob request, CancellationToken cancellationToken) =>
        transitions.Answer(new JobStep(JobAction.Accept) { Reason = request.Reason }, request.JobUuid, request.Version, "accepted", cancellationToken);
}
