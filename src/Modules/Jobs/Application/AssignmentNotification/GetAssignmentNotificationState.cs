using Ardalis.Specification;
using PropOps.Application.Contracts.Notifications;
using PropOps.Application.Input;
using PropOps.Application.Names;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Jobs.Application.Visibility;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Jobs.Application.AssignmentNotification;

/// <summary>Whether the contractor who is on the job now was told so.</summary>
[Permission("api.jobs.manage.manage", AccountTypes = [AccountType.Staff, AccountType.Agent])]
public sealed record GetAssignmentNotificationState
{
    [Alias("job_uuid", "job_id")]
    public required Ref Uuid { get; init; }
}

/// <param name="CanSend">a contractor is on it and the job is open.</param>
public sealed record AssignmentNotificationState(
    long? ContractorId, string? ContractorName, string AssignmentState, DateTimeOffset? AssignedAt, bool IsNotified, DateTimeOffset? NotifiedAt, IReadOnlyList<NotifiedChannel> Channels, bool CanSend);

public sealed record NotifiedChannel(string Channel, string Status, DateTimeOffset At);

internal sealed class GetAssignmentNotificationStateHandler(VisibleJobs visible, INotificationState notifications, INames names)
    : IHandler<GetAssignmentNotificationState, AssignmentNotificationState>
{
    public async Task<AssignmentNotificationState> Handle(GetAssignmentNotificationState request, CancellationToken cancellationToken)
    {
        var job = await visible.ForReading(request.Uuid, cancellationToken);
        var deliveries = job.AssignedAt is { } since ? await notifications.OfAssignment(job.Uuid, since, cancellationToken) : [];
        return new AssignmentNotificationState(
            job.ContractorId,
            (await names.One(NameKind.Contractor, job.ContractorId, cancellationToken))?.Name,
            job.AssignmentState.ToString().ToLowerInvariant(),
            job.AssignedAt,
            deliveries.Count > 0,
            deliveries.Count > 0 ? deliveries[0].QueuedAt : null,
            [.. deliveries.Select(delivery => new NotifiedChannel(delivery.Channel, delivery.Status, delivery.At))],
            CanSend: job.ContractorId is not null && JobStatuses.Open.Contains(job.Status));
    }
}
