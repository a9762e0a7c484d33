using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PropOps.Application.Activity;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Jobs.Application.Jobs;
using PropOps.Jobs.Application.Visibility;
using PropOps.Jobs.Domain.History;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Jobs.Application.History;

/// <summary>Brings fields of a job back to what they were right after a commit (HIST-6, HIST-7).</summary>
[Permission("api.jobs.manage.manage", AccountTypes = [AccountType.Staff])]
public sealed record RestoreCommit : ICommand
{
    [Alias("job_uuid", "job_id")]
    public required Ref Uuid { get; init; }

    [Alias("commit_uuid")]
    public required Ref CommitId { get; init; }

    /// <summary>Only these; all that can be restored where it is left out.</summary>
    public IReadOnlyList<string>? Fields { get; init; }

    [Text(3, 500)]
    public string? Reason { get; init; }

    public int? Version { get; init; }
}

public sealed record RestoredCommit(JobRow Job, Guid CommitUuid, IReadOnlyList<string> RestoredFields, IReadOnlyList<string> SkippedFields);

internal sealed class RestoreCommitHandler(VisibleJobs visible, IReadDb db, JobChanges changes, ActivityDraft activity) : IHandler<RestoreCommit, RestoredCommit>
{
    private static readonly JsonSerializerOptions PublishedNames = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private static readonly HashSet<string> Restorable =
    [
        "job_title", "job_description", "priority_id", "job_type_id", "address_id", "branch_id", "agent_id", "owner_id", "tenants_ids", "tag_ids", "job_total_budget", "contractor_budget",
        "vat_percentage", "date_works_start_date", "date_works_end_date", "time_range_id", "access_details", "private_contact_name", "private_contact_email", "private_contact_phone",
        "presence_required", "entry_permitted", "cost_code", "works_order_ref", "invoice_no", "quote_no",
    ];

    public async Task<RestoredCommit> Handle(RestoreCommit request, CancellationToken cancellationToken)
    {
        var job = await visible.ForChange(request.Uuid, cancellationToken);
        if (request.Fields?.All(Restorable.Contains) == false)
        {
            throw new InvalidRefusal("fields");
        }

        var (id, uuid) = (request.CommitId.Id, request.CommitId.Uuid);
        var commit = await db.Of<JobCommit>().SingleOrDefaultAsync(one => one.JobId == job.Id && (id != null ? one.Id == id : one.Uuid == uuid), cancellationToken) ?? throw new NotFoundRefusal("Commit");
        job.RequireVersion(request.Version);
        job.RequireNotArchived();
        var past = new JobPast(await db.Of<JobCommit>().Where(one => one.JobId == job.Id && one.Number <= commit.Number).OrderBy(one => one.Number).ToListAsync(cancellationToken));
        var differing = past.DiffersFrom(job);
        string[] restored = [.. differing.Where(field => Restorable.Contains(field) && request.Fields?.Contains(field) != false)];
        if (restored.Length == 0)
        {
            throw new ConflictRefusal($"Job {job.JobRef} already is as it was then");
        }

        var saved = await Apply(AsUpdate(job, past, restored, request.Reason), job, commit, restored, cancellationToken);
        activity.Action = "job.restored";
        return new RestoredCommit(saved.Job, job.Commits[^1].Uuid, restored, [.. differing.Where(field => !Restorable.Contains(field))]);
    }

    /// <summary>What an update would refuse today is a conflict here: the caller sent none of these values.</summary>
    private async Task<SavedJob> Apply(UpdateJob update, Job job, JobCommit commit, string[] fields, CancellationToken cancellationToken)
    {
        try
        {
            return await changes.Apply(update, job, cancellationToken, restores: commit.Uuid);
        }
        catch (Refusal refusal) when (refusal is InvalidRefusal or NotFoundRefusal or ConflictRefusal)
        {
            throw new ConflictRefusal($"{FieldOf(refusal, fields)} cannot be restored: {refusal.Message}");
        }
    }

    /// <summary>The values as the update that would set them: history keeps them by the published names.</summary>
    private static UpdateJob AsUpdate(Job job, JobPast past, string[] fields, string? reason)
    {
        var update = new JsonObject { ["uuid"] = job.Uuid };
        foreach (var field in fields)
        {
            update[field] = JsonNode.Parse(past[field]);
        }

        return update.Deserialize<UpdateJob>(PublishedNames)! with { Reason = reason };
    }

    private static string FieldOf(Refusal refusal, string[] fields)
    {
        if (refusal is InvalidRefusal invalid)
        {
            return invalid.Field;
        }

        // "Agent not found" and the like; an owner is a user.
        var record = refusal.Message.Split(' ')[0].ToLowerInvariant().Replace("user", "owner", StringComparison.Ordinal);
        return Array.Find(fields, field => refusal.Message.Contains(field, StringComparison.Ordinal))
            ?? Array.Find(fields, field => refusal is NotFoundRefusal && field.StartsWith(record, StringComparison.Ordinal))
            ?? fields[0];
    }
}
