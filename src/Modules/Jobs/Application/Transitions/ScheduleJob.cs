using PropOps.Application.Identity;
using PropOps.Application.Input;
using PropOps.Application.Settings;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Jobs.Application.Jobs;
using PropOps.Jobs.Application.Visibility;
using PropOps.Jobs.Application.Visits;

namespace PropOps.Jobs.Application.Transitions;

/// <summary>Books a visit or moves the next one in one step, as a calendar does; what is left out of one that moves stays (VIS-2).</summary>
[Permission("api.jobs.transitions.manage", AccountTypes = [AccountType.Staff, AccountType.Agent, AccountType.Contractor])]
public sealed record ScheduleJob : ICommand
{
    [Alias("uuid", "job_id")]
    public required Ref JobUuid { get; init; }

    /// <summary>null calls the next visit off.</summary>
    public required Patch<DateOnly?> DateWorksStartDate { get; init; }

    public Patch<DateOnly?> DateWorksEndDate { get; init; }

    public Patch<int?> TimeRangeId { get; init; }

    /// <summary>Staff: a contractor who is booked elsewhere only warns.</summary>
    public bool AllowConflict { get; init; }

    [Text(3, 500)]
    public string? Reason { get; init; }

    public int? Version { get; init; }
}

internal sealed class ScheduleJobHandler(VisibleJobs visible, VisitSteps steps, JobInput input, JobRows rows, OrganisationDays days, ICurrentUser currentUser)
    : IHandler<ScheduleJob, Reply<SavedJob>>
{
    public async Task<Reply<SavedJob>> Handle(ScheduleJob request, CancellationToken cancellationToken)
    {
        if (currentUser.RequireCaller().Type == AccountType.Contractor && request.DateWorksStartDate.Value < days.Today)
        {
            throw new InvalidRefusal("date_works_start_date");
        }

        var job = await visible.ForChange(request.JobUuid, cancellationToken);
        job.RequireVersion(request.Version);
        var works = input.Works(request.DateWorksStartDate, request.DateWorksEndDate, request.TimeRangeId, job.NextVisit?.Dates);
        var message = works is null ? $"Job {job.JobRef} is no longer booked" : $"Job {job.JobRef} booked for {works.Start:yyyy-MM-dd}";
        var warnings = await steps.Take(job, revision => revision.Schedule(works, request.Reason), request.Reason, request.AllowConflict, message, cancellationToken);
        return new Reply<SavedJob>(new SavedJob(await rows.Of(job, cancellationToken)) { Warnings = warnings }, message);
    }
}
