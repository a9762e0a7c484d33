using PropOps.Application.Activity;
using PropOps.Application.Contracts.Notifications;
using PropOps.Application.Input;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Jobs.Application.Jobs;
using PropOps.Jobs.Application.Visibility;

namespace PropOps.Jobs.Application.AssignmentNotification;

/// <summary>Tells the contractor who is on the job that it is theirs, once more or for the first time.</summary>
[Permission("api.jobs.manage.manage", AccountTypes = [AccountType.Staff, AccountType.Agent])]
public sealed record SendAssignmentNotification : ICommand
{
    [Alias("job_uuid", "job_id")]
    public required Ref Uuid { get; init; }
}

/// <param name="IsResend">they were told of this assignment before.</param>
public sealed record AssignmentNotificationSent(Guid Uuid, long ContractorId, bool IsResend);

internal sealed class SendAssignmentNotificationHandler(
    VisibleJobs visible, JobStanding standing, INotificationState notifications, ActivityDraft activity, TimeProvider time)
    : IHandler<SendAssignmentNotification, AssignmentNotificationSent>
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(60);

    public async Task<AssignmentNotificationSent> Handle(SendAssignmentNotification request, CancellationToken cancellationToken)
    {
        var job = await visible.ForChange(request.Uuid, cancellationToken);
        var earlier = job.AssignedAt is { } since ? await notifications.OfAssignment(job.Uuid, since, cancellationToken) : [];
        job.TellContractor(isResend: earlier.Count > 0, await standing.Of(job, cancellationToken));
        if (earlier.Count > 0 && earlier[^1].QueuedAt + Pause is var again && again > time.GetUtcNow())
        {
            throw new TooManyRefusal("The contractor was notified a moment ago", again - time.GetUtcNow());
        }

        activity.JobUuid = job.Uuid;
        activity.About("job", job.Id, job.Uuid, $"The contractor of {job.JobRef} was told of the assignment");
        return new AssignmentNotificationSent(job.Uuid, job.ContractorId!.Value, earlier.Count > 0);
    }
}
