using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Jobs.Application.Jobs;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Jobs.Application.Transitions;

/// <summary>The contractor has begun.</summary>
[Permission("api.jobs.transitions.manage", AccountTypes = [AccountType.Staff, AccountType.Contractor])]
public sealed record StartJob : TransitionRequest;

internal sealed class StartJobHandler(JobTransitions transitions) : IHandler<StartJob, Reply<JobRow>>
{
    public async Task<Reply<JobRow>> Handle(StartJob request, CancellationToken cancellationToken)
    {
        var started = await transitions.Answer(new JobStep(JobAction.Start) { Reason = request.Reason }, request.JobUuid, request.Version, "started", cancellationToken);
        return started with { Message = $"Work on job {started.Data.JobRef} started" };
    }
}
