using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using PropOps.Application.Identity;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Jobs.Application.Archive;
using PropOps.Jobs.Application.Delete;
using PropOps.Jobs.Application.Jobs;
using PropOps.Jobs.Application.Transitions;
using PropOps.Jobs.Application.Visibility;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Jobs.Application.Bulk;

/// <summary>Does one thing to many jobs, each in a transaction of its own (BULK-1 to BULK-3).</summary>
[Permission("api.jobs.manage.manage", AccountTypes = [AccountType.Staff, AccountType.Agent])]
public sealed record BulkJobs : IValidatableObject
{
    private const int MostJobs = 200;

    public required IReadOnlyList<Ref> JobUuids { get; init; }

    [OneOf("update", "cancel", "close", "archive", "unarchive", "delete", "add_tags", "remove_tags")]
    public required string Operation { get; init; }

    public BulkFields? Fields { get; init; }

    [Items(1, 20)]
    public IReadOnlyList<int>? TagIds { get; init; }

    [Text(3, 500)]
    public string? Reason { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (JobUuids.Distinct().Count() is 0 or > MostJobs)
        {
            yield return new(null, ["job_uuids"]);
        }

        if (Operation == "update" && Fields is null or { IsEmpty: true })
        {
            yield return new(null, ["fields"]);
        }

        if (Operation is "add_tags" or "remove_tags" && TagIds is null)
        {
            yield return new(null, ["tag_ids"]);
        }

        if (Operation == "cancel" && Reason is null)
        {
            yield return new(null, ["reason"]);
        }
    }
}

/// <summary>What many jobs can be given at once.</summary>
[Closed]
public sealed record BulkFields
{
    public Patch<Ref?> AgentId { get; init; }

    public Patch<Ref?> ContractorId { get; init; }

    public Patch<bool> Accepted { get; init; }

    public Patch<Ref?> OwnerId { get; init; }

    public Patch<Ref?> BranchId { get; init; }

    public Patch<int> PriorityId { get; init; }

    public Patch<int> JobTypeId { get; init; }

    [Text(0, 30)]
    public Patch<string?> CostCode { get; init; }

    public Patch<DateOnly?> DateWorksStartDate { get; init; }

    public Patch<DateOnly?> DateWorksEndDate { get; init; }

    public Patch<int?> TimeRangeId { get; init; }

    internal bool IsEmpty => this == new BulkFields();

    internal UpdateJob Of(Ref job, string? reason) => new()
    {
        Uuid = job, Reason = reason, AgentId = AgentId, ContractorId = ContractorId, Accepted = Accepted.Value, OwnerId = OwnerId, BranchId = BranchId, PriorityId = PriorityId, JobTypeId = JobTypeId,
        CostCode = CostCode, DateWorksStartDate = DateWorksStartDate, DateWorksEndDate = DateWorksEndDate, TimeRangeId = TimeRangeId,
    };
}

public sealed record BulkOutcome(int Succeeded, int Failed, IReadOnlyList<BulkResult> Results, [property: AlsoAtTop] int Count);

/// <param name="JobUuid">null where an integer names no job.</param>
/// <param name="Status">as the single operation would have answered.</param>
public sealed record BulkResult(Guid? JobUuid, string? JobRef, bool Success, int Status, string? Error)
{
    internal static BulkResult Of(Refusal refusal, Guid? job, string? jobRef) => new(job, jobRef, Success: false, refusal.Status, refusal.Message);
}

internal sealed class BulkJobsHandler(IUseCases useCases, IReadDb db, VisibleJobs visible, ICurrentUser currentUser) : IHandler<BulkJobs, Reply<BulkOutcome>>
{
    public async Task<Reply<BulkOutcome>> Handle(BulkJobs request, CancellationToken cancellationToken)
    {
        if (currentUser.RequireCaller().Type != AccountType.Staff && request.Operation is "archive" or "unarchive" or "delete" or "close")
        {
            throw new ForbiddenRefusal();
        }

        var named = await Named(request, cancellationToken);
        var results = new List<BulkResult>();
        foreach (var reference in request.JobUuids.Distinct())
        {
            var job = named.FirstOrDefault(known => reference.Id is { } id ? known.Id == id : known.Uuid == reference.Uuid);
            results.Add(job is null ? BulkResult.Of(new NotFoundRefusal("Job"), reference.Uuid, jobRef: null) : await One(request, job, cancellationToken));
        }

        var succeeded = results.Count(result => result.Success);
        return new Reply<BulkOutcome>(new BulkOutcome(succeeded, results.Count - succeeded, results, results.Count), $"{succeeded} of {results.Count} jobs changed");
    }

    private async Task<List<NamedJob>> Named(BulkJobs request, CancellationToken cancellationToken)
    {
        var (ids, uuids) = (request.JobUuids.Select(job => job.Id).OfType<long>().ToList(), request.JobUuids.Select(job => job.Uuid).OfType<Guid>().ToList());
        return await (await visible.Query(cancellationToken))
            .Where(job => ids.Contains(job.Id) || uuids.Contains(job.Uuid))
            .Select(job => new NamedJob(job.Id, job.Uuid, job.JobRef))
            .ToListAsync(cancellationToken);
    }

    private async Task<BulkResult> One(BulkJobs request, NamedJob job, CancellationToken cancellationToken)
    {
        try
        {
            await Do(request, job.Uuid, cancellationToken);
        }
        catch (Refusal refusal)
        {
            // Sent again: what already is as asked is no failure (BULK-2).
            if (refusal is not ConflictRefusal || !await IsAsAsked(request.Operation, job.Id, cancellationToken))
            {
                return BulkResult.Of(refusal, job.Uuid, job.JobRef);
            }
        }

        return new BulkResult(job.Uuid, job.JobRef, Success: true, 200, null);
    }

    private Task Do(BulkJobs request, Ref job, CancellationToken cancellationToken) => request.Operation switch
    {
        "update" => useCases.Run<UpdateJob, SavedJob>(request.Fields!.Of(job, request.Reason), "jobs.manage.update", cancellationToken),
        "cancel" => useCases.Run<CancelJob, Reply<JobRow>>(new CancelJob { JobUuid = job, Reason = request.Reason }, "jobs.transitions.cancel", cancellationToken),
        "close" => useCases.Run<CloseJob, Reply<JobRow>>(new CloseJob { JobUuid = job, Reason = request.Reason }, "jobs.transitions.close", cancellationToken),
        "archive" => useCases.Run<ArchiveJob, Reply<JobRow>>(new ArchiveJob { Uuid = job, Reason = request.Reason }, "jobs.manage.archive", cancellationToken),
        "unarchive" => useCases.Run<UnarchiveJob, Reply<JobRow>>(new UnarchiveJob { Uuid = job, Reason = request.Reason }, "jobs.manage.unarchive", cancellationToken),
        "delete" => useCases.Run<DeleteJob, Reply<DeletedJob>>(new DeleteJob { Uuid = job }, "jobs.manage.delete", cancellationToken),
        "add_tags" => useCases.Run<TagJob, SavedJob>(new TagJob(job, request.TagIds!, []), "jobs.manage.update", cancellationToken),
        _ => useCases.Run<TagJob, SavedJob>(new TagJob(job, [], request.TagIds!), "jobs.manage.update", cancellationToken),
    };

    private async Task<bool> IsAsAsked(string operation, long job, CancellationToken cancellationToken)
    {
        var status = await db.Of<Job>().Where(stored => stored.Id == job).Select(stored => (JobStatus?)stored.Status).SingleOrDefaultAsync(cancellationToken);
        return operation switch
        {
            "cancel" => status == JobStatus.Cancelled,
            "close" => status == JobStatus.Closed,
            "archive" => status == JobStatus.Archived,
            "unarchive" => status is not (null or JobStatus.Archived),
            _ => false,
        };
    }

    private sealed record NamedJob(long Id, Guid Uuid, string JobRef);
}
