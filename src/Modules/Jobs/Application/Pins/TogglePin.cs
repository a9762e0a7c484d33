using PropOps.Application.Activity;
using PropOps.Application.Identity;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;
using PropOps.Domain.Kernel;
using PropOps.Jobs.Application.Visibility;
using PropOps.Jobs.Domain.Pins;

namespace PropOps.Jobs.Application.Pins;

/// <summary>Pins a job for the caller, or takes the pin off.</summary>
[Permission("api.jobs.manage.manage", Also = ["api.jobs.manage.list"])]
public sealed record TogglePin : ICommand
{
    [Alias("uuid", "job_id")]
    public required Ref JobUuid { get; init; }
}

public sealed record PinState(Guid JobUuid, [property: AlsoAtTop] bool IsPinned);

internal sealed class TogglePinHandler(
    IRepository<JobPin> pins, VisibleJobs visible, ITransaction transaction, ICurrentUser currentUser, ActivityDraft activity, TimeProvider time) : IHandler<TogglePin, PinState>
{
    public async Task<PinState> Handle(TogglePin request, CancellationToken cancellationToken)
    {
        var job = await visible.ForReading(request.JobUuid, cancellationToken);
        var account = currentUser.RequireCaller().Id;
        await transaction.FollowOthers($"jobs.pins {account}", cancellationToken);
        activity.JobUuid = job.Uuid;
        if (await pins.Find(new PinsOf(account, job.Id), cancellationToken) is { } pin)
        {
            pins.Remove(pin);
            activity.About("job", job.Id, job.Uuid, $"{job.JobRef} is no longer pinned");
            return new PinState(job.Uuid, IsPinned: false);
        }

        if (await pins.Count(new PinsOf(account), cancellationToken) >= JobPin.Most)
        {
            throw new ConflictRefusal($"You can pin at most {JobPin.Most} jobs");
        }

        pins.Add(new JobPin(account, job.Id, time.GetUtcNow()));
        activity.About("job", job.Id, job.Uuid, $"{job.JobRef} was pinned");
        return new PinState(job.Uuid, IsPinned: true);
    }
}
