using Microsoft.EntityFrameworkCore;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Jobs.Application.Jobs;
using PropOps.Jobs.Application.Visibility;
using PropOps.Jobs.Domain.History;
using PropOps.Jobs.Domain.Jobs;
using PropOps.Jobs.Domain.Pins;
using PropOps.Jobs.Domain.Visits;

namespace PropOps.Jobs.Application.Delete;

/// <summary>What would go with the job, and whether it may go; changes nothing.</summary>
[Permission("api.jobs.manage.manage", AccountTypes = [AccountType.Staff])]
public sealed record PreviewDelete
{
    [Alias("job_uuid", "job_id")]
    public required Ref Uuid { get; init; }
}

/// <param name="Reason">the refusal that deleting would meet.</param>
public sealed record DeletePreview(Guid Uuid, string JobRef, bool CanDelete, string? Reason, JobRemains Counts);

/// <summary>How many records are tied to a job. What is not required belongs to records that are still to come.</summary>
public sealed record JobRemains
{
    public int CaseNotes { get; init; }

    public int CaseNoteAttachments { get; init; }

    public int Photos { get; init; }

    public int Documents { get; init; }

    public int ArchivedFiles { get; init; }

    public required int Commits { get; init; }

    public required int Visits { get; init; }

    public int Ratings { get; init; }

    public int Amendments { get; init; }

    public int Approvals { get; init; }

    public int Recalls { get; init; }

    public int Quotes { get; init; }

    public int RemedialLinks { get; init; }

    public int StatusLinks { get; init; }

    public required int Pins { get; init; }

    public long Bytes { get; init; }
}

internal sealed class PreviewDeleteHandler(IReadDb db, VisibleJobs visible, JobStanding standing) : IHandler<PreviewDelete, DeletePreview>
{
    public async Task<DeletePreview> Handle(PreviewDelete request, CancellationToken cancellationToken)
    {
        var job = await visible.ForReading(request.Uuid, cancellationToken);
        var circumstances = await standing.Of(job, cancellationToken);
        var reason = JobStateMachine.RowsFor(job, circumstances).Single(row => row.Action == JobAction.Delete).BlockedBy(job, circumstances);
        var commits = await db.Of<JobCommit>().CountAsync(commit => commit.JobId == job.Id, cancellationToken);
        var visits = await db.Of<Visit>().CountAsync(visit => visit.JobId == job.Id, cancellationToken);
        var pins = await db.Of<JobPin>().CountAsync(pin => pin.JobId == job.Id, cancellationToken);
        return new DeletePreview(job.Uuid, job.JobRef, reason is null, reason, new JobRemains { Commits = commits, Visits = visits, Pins = pins });
    }
}
