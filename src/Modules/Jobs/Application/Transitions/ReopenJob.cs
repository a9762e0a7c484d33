using PropOps.Application.Input;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Jobs.Application.Jobs;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Jobs.Application.Transitions;

/// <summary>Undoes a mistaken completion, closing or cancellation; work that has to be done again is a recall.</summary>
[Permission("api.jobs.transitions.manage", AccountTypes = [AccountType.Staff])]
public sealed record ReopenJob : ICommand
{
    [Alias("uuid", "job_id")]
    public required Ref JobUuid { get; init; }

    [Text(3, 500)]
    public required string Reason { get; init; }

    public int? Version { get; init; }
}

internal sealed class ReopenJobHandler(JobTransitions transitions) : IHandler<ReopenJob, Reply<JobRow>>
{
    public Task<Reply<JobRow>> Handle(ReopenJob request, CancellationToken cancellationToken) =>
        transitions.Answer(new JobStep(JobAction.Reopen) { Reason = request.Reason }, request.JobUuid, request.Version, "reopened", cancellationToken);
}
