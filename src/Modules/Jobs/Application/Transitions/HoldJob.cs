using System.ComponentModel.DataAnnotations;
using PropOps.Application.Input;
using PropOps.Application.Settings;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Jobs.Application.Jobs;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Jobs.Application.Transitions;

/// <summary>Work stands still for a reason that is named.</summary>
[Permission("api.jobs.transitions.manage", AccountTypes = [AccountType.Staff, AccountType.Agent, AccountType.Contractor])]
public sealed record HoldJob : ICommand, IValidatableObject
{
    [Alias("uuid", "job_id")]
    public required Ref JobUuid { get; init; }

    public required HoldReason ReasonCode { get; init; }

    /// <summary>Needed where no code says it.</summary>
    [Text(3, 500)]
    public string? Reason { get; init; }

    /// <summary>The product resumes it that morning.</summary>
    public DateOnly? ResumeOn { get; init; }

    public int? Version { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ReasonCode == HoldReason.Other && Reason is null)
        {
            yield return new(null, ["reason"]);
        }
    }
}

internal sealed class HoldJobHandler(JobTransitions transitions, OrganisationDays days) : IHandler<HoldJob, Reply<JobRow>>
{
    public Task<Reply<JobRow>> Handle(HoldJob request, CancellationToken cancellationToken)
    {
        if (request.ResumeOn <= days.Today)
        {
            throw new InvalidRefusal("resume_on");
        }

        var step = new JobStep(JobAction.Hold) { Reason = request.Reason, HoldReason = request.ReasonCode, ResumeOn = request.ResumeOn };
        return transitions.Answer(step, request.JobUuid, request.Version, "put on hold", cancellationToken);
    }
}
