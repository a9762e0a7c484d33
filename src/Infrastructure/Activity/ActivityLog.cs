using System.Text.Json;
using PropOps.Application.Activity;
using PropOps.Application.Encryption;
using PropOps.Application.Identity;
using PropOps.Domain.Activity;
using PropOps.Infrastructure.Encryption;
using PropOps.Infrastructure.Persistence;
using PropOps.Infrastructure.Security;

namespace PropOps.Infrastructure.Activity;

internal sealed class ActivityLog(PropOpsDbContext db, BlindIndex blindIndex, RefusalRows refusalRows, ICurrentUser currentUser, Origin origin, TimeProvider time) : IActivityLog
{
    private const int LongestText = 300;

    public void Add(ActivityDraft draft) => db.Add(RowOf(draft));

    public Task Keep(ActivityDraft draft) => refusalRows.Write(RowOf(draft));

    /// <summary>For a transaction of another scope.</summary>
    /// <param name="aboutAccount">the account that it is about, where the draft names no record.</param>
    public ActivityRow RowOf(ActivityDraft draft, long? aboutAccount = null)
    {
        var actor = currentUser.Actor;
        return new ActivityRow
        {
            At = time.GetUtcNow(),
            UserId = draft.ActorId ?? actor.AccountId,
            ActedById = currentUser.Caller?.ActedBy?.Id,
            Action = draft.Action,
            Category = ActivityCategories.Of(draft.Action),
            ResourceType = draft.ResourceType ?? (aboutAccount is null ? null : "user"),
            ResourceId = draft.ResourceId ?? aboutAccount,
            ResourceUuid = draft.ResourceUuid,
            JobUuid = draft.JobUuid ?? (draft.ResourceType == "job" ? draft.ResourceUuid : null),
            Summary = Start(draft.Summary)!,
            Details = JsonSerializer.Serialize(new { fields = draft.ChangedFields, filters = draft.Filters }),
            IpAddress = origin.IpAddress,
            IpToken = origin.IpAddress is { } address ? blindIndex.Token(BlindIndexKind.IpAddress, address) : null,
            UserAgent = Start(origin.UserAgent),
            Via = draft.Through ?? actor.Via,
            CorrelationId = origin.CorrelationId,
        }.Fixed();
    }

    private static string? Start(string? text) => text is { Length: > LongestText } ? text[..LongestText] : text;
}
