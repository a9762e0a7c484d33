using PropOps.Application.Activity;
using PropOps.Application.Input;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Jobs.Application.Jobs;
using PropOps.Jobs.Application.Transitions;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Jobs.Application.Archive;

/// <summary>Brings a job back to where it was archived from.</summary>
[Permission("api.jobs.manage.manage", AccountTypes = [AccountType.Staff])]
public sealed record UnarchiveJob : ICommand
{
    [Alias("job_uuid", "job_id")]
    public required Ref Uuid { get; init; }

    [Text(3, 500)]
    public string? Reason { get; init; }

    public int? Version { get; init; }
}

internal sealed class UnarchiveJobHandler(JobTransitions transitions, ActivityDraft activity) : IHandler<UnarchiveJob, Reply<JobRow>>
{
    public Task<Reply<JobRow>> Handle(UnarchiveJob request, CancellationToken cancellationToken)
    {
        activity.Action = "job.unarchived";
        return transitions.Answer(new JobStep(JobAction.Unarchive) { Reason = request.Reason }, request.Uuid, request.Version, "brought back from the archive", cancellationToken);
    }
}
