using PropOps.Application.Activity;
using PropOps.Application.Input;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Jobs.Application.Jobs;
using PropOps.Jobs.Application.Transitions;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Jobs.Application.Archive;

/// <summary>Puts a job away that is closed or cancelled; it can only be read then.</summary>
[Permission("api.jobs.manage.manage", AccountTypes = [AccountType.Staff])]
public sealed record ArchiveJob : ICommand
{
    [Alias("job_uuid", "job_id")]
    public required Ref Uuid { get; init; }

    [Text(3, 500)]
    public string? Reason { get; init; }

    public int? Version { get; init; }
}

internal sealed class ArchiveJobHandler(JobTransitions transitions, ActivityDraft activity) : IHandler<ArchiveJob, Reply<JobRow>>
{
    public Task<Reply<JobRow>> Handle(ArchiveJob request, CancellationToken cancellationToken)
    {
        activity.Action = "job.archived";
        return transitions.Answer(new JobStep(JobAction.Archive) { Reason = request.Reason }, request.Uuid, request.Version, "archived", cancellationToken);
    }
}
