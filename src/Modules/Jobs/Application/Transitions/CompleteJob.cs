using System.ComponentModel.DataAnnotations;
using PropOps.Application.Identity;
using PropOps.Application.Input;
using PropOps.Application.Lookups;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Domain.Lookups;
using PropOps.Jobs.Application.Jobs;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Jobs.Application.Transitions;

/// <summary>The work is done; what was done is kept on the job (DONE-1, DONE-4, DONE-5).</summary>
[Permission("api.jobs.transitions.manage", AccountTypes = [AccountType.Staff, AccountType.Contractor])]
public sealed record CompleteJob : ICommand, IValidatableObject
{
    [Alias("uuid", "job_id")]
    public required Ref JobUuid { get; init; }

    [Text(1, 5000)]
    public required string WorkDone { get; init; }

    /// <summary>Left out: now.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    [Amount("0.00", "999.99")]
    public decimal? LabourHours { get; init; }

    [Text(0, 2000)]
    public string? MaterialsUsed { get; init; }

    public bool FollowUpNeeded { get; init; }

    [Text(1, 2000)]
    public string? FollowUpNotes { get; init; }

    [Text(3, 500)]
    public string? Reason { get; init; }

    public int? Version { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (FollowUpNeeded && FollowUpNotes is null)
        {
            yield return new(null, ["follow_up_notes"]);
        }
    }
}

internal sealed class CompleteJobHandler(JobTransitions transitions, JobDetailReader details, ILookups lookups, ICurrentUser currentUser, TimeProvider time)
    : IHandler<CompleteJob, Reply<JobDetail>>
{
    private const int FollowUpTag = 9;

    public async Task<Reply<JobDetail>> Handle(CompleteJob request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (request.CompletedAt > now)
        {
            throw new InvalidRefusal("completed_at");
        }

        var step = new JobStep(JobAction.Complete)
        {
            Reason = request.Reason,
            Report = new CompletionReport(
                request.WorkDone, request.CompletedAt ?? now, request.LabourHours, request.MaterialsUsed, request.FollowUpNeeded, request.FollowUpNotes, currentUser.RequireCaller().Id),
            FollowUpTagId = lookups.Find<TagLookup>(FollowUpTag) is { IsActive: true } tag ? tag.Id : null,
        };
        var job = await transitions.Take(step, request.JobUuid, request.Version, "completed", cancellationToken);
        return new Reply<JobDetail>(await details.Of(job, cancellationToken), $"Job {job.JobRef} completed");
    }
}
