using PropOps.Application.Input;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Jobs.Application.Transitions;

/// <summary>The contractor will not do it; the reason is kept in the commit.</summary>
[Permission("api.jobs.transitions.manage", AccountTypes = [AccountType.Staff, AccountType.Contractor])]
public sealed record DeclineJob : ICommand
{
    [Alias("uuid", "job_id")]
    public required Ref JobUuid { get; init; }

    [Text(3, 500)]
    public required string Reason { get; init; }

    public int? Version { get; init; }
}

public sealed record DeclinedJob(Guid Uuid, string JobRef);

internal sealed class DeclineJobHandler(JobTransitions transitions) : IHandler<DeclineJob, Reply<DeclinedJob>>
{
    public async Task<Reply<DeclinedJob>> Handle(DeclineJob request, CancellationToken cancellationToken)
    {
        // No row: who declined no longer sees the job.
        var job = await transitions.Take(new JobStep(JobAction.Decline) { Reason = request.Reason }, request.JobUuid, request.Version, "declined", cancellationToken);
        return new Reply<DeclinedJob>(new DeclinedJob(job.Uuid, job.JobRef), $"Job {job.JobRef} declined");
    }
}
