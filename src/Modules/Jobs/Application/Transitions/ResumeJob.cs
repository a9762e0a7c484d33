using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Jobs.Application.Jobs;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Jobs.Application.Transitions;

/// <summary>Goes on where the job was held.</summary>
[Permission("api.jobs.transitions.manage", AccountTypes = [AccountType.Staff, AccountType.Agent, AccountType.Contractor])]
public sealed record ResumeJob : TransitionRequest;

internal sealed class ResumeJobHandler(JobTransitions transitions) : IHandler<ResumeJob, Reply<JobRow>>
{
    public Task<Reply<JobRow>> Handle(ResumeJob request, CancellationToken cancellationToken) =>
        transitions.Answer(new JobStep(JobAction.Resume) { Reason = request.Reason }, request.JobUuid, request.Version, "resumed", cancellationToken);
}
