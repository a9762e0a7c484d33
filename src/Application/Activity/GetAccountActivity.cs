using Microsoft.EntityFrameworkCore;
using PropOps.Application.Input;
using PropOps.Application.Sync;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;

namespace PropOps.Application.Activity;

/// <summary>What was done by accounts and to them, the latest first.</summary>
[Permission("api.users.users.manage", AccountTypes = [AccountType.Staff])]
public sealed record GetAccountActivity
{
    [Limits(1, 200)]
    public int Limit { get; init; } = 50;

    [Limits(0, 1_000_000)]
    public int Offset { get; init; }

    public bool IncludeTotal { get; init; }

    /// <summary>The account; left out, all of them.</summary>
    public Ref? Uuid { get; init; }

    /// <summary>Only what was written then or later (SYNC-1).</summary>
    public DateTimeOffset? UpdatedSince { get; init; }

    [OneOf("-created_at", "updated_at")]
    public string Sort { get; init; } = "-created_at";
}

internal sealed class GetAccountActivityHandler(MatchingActivity matching, ActivityRows rows, IChangeFeed changes) : IHandler<GetAccountActivity, SyncPage<ActivityLogEntry>>
{
    public async Task<SyncPage<ActivityLogEntry>> Handle(GetAccountActivity request, CancellationToken cancellationToken)
    {
        var asOf = request.UpdatedSince is not null || request.Sort == "updated_at" ? await changes.AsOf(request.UpdatedSince, cancellationToken) : (DateTimeOffset?)null;
        var found = matching.OfAccounts(request.Uuid);
        if (request.UpdatedSince is { } since)
        {
            found = found.Where(row => row.At >= since);
        }

        if (request.Sort == "updated_at")
        {
            found = found.OrderBy(row => row.At).ThenBy(row => row.Id);
        }

        var total = request.IncludeTotal ? await found.LongCountAsync(cancellationToken) : (long?)null;
        var page = await found.Skip(request.Offset).Take(request.Limit).ToListAsync(cancellationToken);
        return new SyncPage<ActivityLogEntry>(await rows.Of(page, inFull: false, cancellationToken), total) { AsOf = asOf, Deleted = request.UpdatedSince is null ? null : [] };
    }
}
