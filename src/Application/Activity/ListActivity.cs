using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.EntityFrameworkCore;
using PropOps.Application.Identity;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.Sync;
using PropOps.Application.UseCases;
using PropOps.Domain.Activity;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;

namespace PropOps.Application.Activity;

/// <summary>Who did what, the latest first; one row by its name with all that is kept of it.</summary>
[Permission(ManageKey, Also = ["api.admin.activity_log.view"], And = [ManageKey], AccountTypes = [AccountType.Staff])]
public sealed record ListActivity : IValidatableObject
{
    internal const string ManageKey = "api.admin.activity-log.manage";

    [Limits(1, 200)]
    public int Limit { get; init; } = 50;

    [Limits(0, 1_000_000)]
    public int Offset { get; init; }

    public bool IncludeTotal { get; init; }

    /// <summary>csv downloads the whole list, whatever limit and offset are.</summary>
    [OneOf("json", "csv")]
    public string Format { get; init; } = "json";

    public Ref? UserId { get; init; }

    /// <summary>A trailing * stands for any rest.</summary>
    [Text(1, 100)]
    public string? Action { get; init; }

    public DateOnly? DateFrom { get; init; }

    public DateOnly? DateTo { get; init; }

    /// <summary>That row only, with details and user_agent.</summary>
    public Ref? Uuid { get; init; }

    public ActivityCategory? Category { get; init; }

    [Alias("job_id")]
    public Ref? JobUuid { get; init; }

    [Text(1, 60)]
    public string? ResourceType { get; init; }

    public Guid? ResourceUuid { get; init; }

    [Text(0, 45)]
    public string? IpAddress { get; init; }

    [Text(2, 100)]
    public string? Search { get; init; }

    [OneOf("asc", "desc")]
    public string Order { get; init; } = "desc";

    /// <summary>Only what was written then or later (SYNC-1).</summary>
    public DateTimeOffset? UpdatedSince { get; init; }

    /// <summary>updated_at: the oldest first, whatever order says.</summary>
    [OneOf("created_at", "updated_at")]
    public string Sort { get; init; } = "created_at";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (IpAddress is not null && !IPAddress.TryParse(IpAddress, out _))
        {
            yield return new(null, ["ip_address"]);
        }

        if (DateTo < DateFrom)
        {
            yield return new("date_to must not be before date_from", ["date_to"]);
        }
    }
}

internal sealed class ListActivityHandler(MatchingActivity matching, ActivityRows rows, ICurrentUser currentUser, IChangeFeed changes)
    : IHandler<ListActivity, SyncPage<ActivityLogEntry>>
{
    public async Task<SyncPage<ActivityLogEntry>> Handle(ListActivity request, CancellationToken cancellationToken)
    {
        if (request.Uuid is not null && !currentUser.RequireCaller().Holds(ListActivity.ManageKey))
        {
            throw new ForbiddenRefusal();
        }

        var asOf = request.UpdatedSince is not null || request.Sort == "updated_at" ? await changes.AsOf(request.UpdatedSince, cancellationToken) : (DateTimeOffset?)null;
        var found = await matching.Of(request, cancellationToken);
        var total = request.IncludeTotal ? await found.LongCountAsync(cancellationToken) : (long?)null;
        var page = await found.Skip(request.Offset).Take(request.Limit).ToListAsync(cancellationToken);
        if (request.Uuid is not null && page.Count == 0)
        {
            throw new NotFoundRefusal("Activity");
        }

        return new SyncPage<ActivityLogEntry>(await rows.Of(page, inFull: request.Uuid is not null, cancellationToken), total)
        {
            AsOf = asOf,
            // What was written stays; only its time ends it, by whole days.
            Deleted = request.UpdatedSince is null ? null : [],
        };
    }
}

/// <summary>The activity of a list, all of it.</summary>
internal sealed class ExportActivityHandler(MatchingActivity matching, ActivityRows rows, IReadDb db) : IHandler<ListActivity, IAsyncEnumerable<ActivityLogEntry>>
{
    private const int MostRows = 1_000_000;

    public async Task<IAsyncEnumerable<ActivityLogEntry>> Handle(ListActivity request, CancellationToken cancellationToken) => Batches.Read(
        await (await matching.Of(request, cancellationToken)).Select(row => row.Id).Take(MostRows).ToListAsync(cancellationToken),
        async ids =>
        {
            var batch = await db.Of<ActivityRow>().Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancellationToken);
            return await rows.Of([.. ids.Where(batch.ContainsKey).Select(id => batch[id])], inFull: false, cancellationToken);
        });
}
