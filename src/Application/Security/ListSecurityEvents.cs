using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using PropOps.Application.Encryption;
using PropOps.Application.Input;
using PropOps.Application.Names;
using PropOps.Application.Persistence;
using PropOps.Application.Sync;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Security;

namespace PropOps.Application.Security;

/// <summary>The security log, the latest first.</summary>
[Permission("api.admin.security_report.manage", AccountTypes = [AccountType.Staff])]
public sealed record ListSecurityEvents : IValidatableObject
{
    [Limits(1, 200)]
    public int Limit { get; init; } = 50;

    [Limits(0, 1_000_000)]
    public int Offset { get; init; }

    public bool IncludeTotal { get; init; }

    /// <summary>csv downloads the whole list, whatever limit and offset are.</summary>
    [OneOf("json", "csv")]
    public string Format { get; init; } = "json";

    [Items(0, 50)]
    public IReadOnlyList<SecurityEventType>? Type { get; init; }

    public SignInOutcome? Outcome { get; init; }

    /// <summary>At least so severe.</summary>
    public SecuritySeverity? Severity { get; init; }

    public Ref? UserId { get; init; }

    [Text(0, 45)]
    public string? Ip { get; init; }

    /// <summary>Seven days ago where neither this nor updated_since is sent.</summary>
    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? To { get; init; }

    /// <summary>Only what happened then or later (SYNC-1).</summary>
    public DateTimeOffset? UpdatedSince { get; init; }

    [OneOf("-at", "at", "updated_at")]
    public string Sort { get; init; } = "-at";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Ip is not null && !IPAddress.TryParse(Ip, out _))
        {
            yield return new(null, ["ip"]);
        }

        if (To < From)
        {
            yield return new("to must not be before from", ["to"]);
        }
    }
}

public sealed record SecurityEventRow
{
    [JsonPropertyName("ID")]
    public required long Id { get; init; }

    public required Guid Uuid { get; init; }

    public required DateTimeOffset At { get; init; }

    public required SecurityEventType Type { get; init; }

    public required SecuritySeverity Severity { get; init; }

    public required SignInOutcome? Outcome { get; init; }

    public required SignInMethod? Method { get; init; }

    public required string? Email { get; init; }

    public required long? UserId { get; init; }

    public required string? UserName { get; init; }

    public required string? ActorName { get; init; }

    public required string? IpAddress { get; init; }

    public required string? UserAgent { get; init; }

    public required string Detail { get; init; }
}

/// <summary>Columns of the download.</summary>
public static class SecurityEventColumns
{
    public static IReadOnlyList<string> Exported { get; } =
        ["ID", "at", "type", "severity", "outcome", "method", "email", "user_id", "user_name", "actor_name", "ip_address", "user_agent", "detail"];
}

internal sealed class ListSecurityEventsHandler(MatchingSecurityEvents matching, SecurityEventRows rows, IChangeFeed changes)
    : IHandler<ListSecurityEvents, SyncPage<SecurityEventRow>>
{
    public async Task<SyncPage<SecurityEventRow>> Handle(ListSecurityEvents request, CancellationToken cancellationToken)
    {
        var asOf = request.UpdatedSince is not null || request.Sort == "updated_at" ? await changes.AsOf(request.UpdatedSince, cancellationToken) : (DateTimeOffset?)null;
        var found = matching.Of(request);
        var total = request.IncludeTotal ? await found.LongCountAsync(cancellationToken) : (long?)null;
        var page = await found.Skip(request.Offset).Take(request.Limit).ToListAsync(cancellationToken);
        return new SyncPage<SecurityEventRow>(await rows.Of(page, cancellationToken), total)
        {
            AsOf = asOf,
            // What was written stays; only its time ends it.
            Deleted = request.UpdatedSince is null ? null : [],
        };
    }
}

/// <summary>The security log of a list, all of it.</summary>
internal sealed class ExportSecurityEventsHandler(MatchingSecurityEvents matching, SecurityEventRows rows, IReadDb db) : IHandler<ListSecurityEvents, IAsyncEnumerable<SecurityEventRow>>
{
    public async Task<IAsyncEnumerable<SecurityEventRow>> Handle(ListSecurityEvents request, CancellationToken cancellationToken) => Batches.Read(
        await matching.Of(request).Select(happened => happened.Id).ToListAsync(cancellationToken),
        async ids =>
        {
            var batch = await db.Of<SecurityEvent>().Where(happened => ids.Contains(happened.Id)).ToDictionaryAsync(happened => happened.Id, cancellationToken);
            return await rows.Of([.. ids.Where(batch.ContainsKey).Select(id => batch[id])], cancellationToken);
        });
}

/// <summary>What a list asks for.</summary>
internal sealed class MatchingSecurityEvents(IReadDb db, IBlindIndex blindIndex, TimeProvider time)
{
    private static readonly TimeSpan ByDefault = TimeSpan.FromDays(7);

    public IQueryable<SecurityEvent> Of(ListSecurityEvents request)
    {
        var found = db.Of<SecurityEvent>();
        var from = request.From ?? request.UpdatedSince ?? time.GetUtcNow() - ByDefault;
        found = found.Where(happened => happened.At >= from);
        if (request.UpdatedSince is { } since)
        {
            found = found.Where(happened => happened.At >= since);
        }

        if (request.To is { } to)
        {
            // Instants are shown in milliseconds: the event that is shown with this one belongs to it.
            var behind = to.AddMilliseconds(1);
            found = found.Where(happened => happened.At < behind);
        }

        if (request.Type is { Count: > 0 } types)
        {
            found = found.Where(happened => types.Contains(happened.Type));
        }

        if (request.Outcome is { } outcome)
        {
            found = found.Where(happened => happened.Outcome == outcome);
        }

        if (request.Severity is { } severity)
        {
            found = found.Where(happened => happened.Severity >= severity);
        }

        if (request.UserId is { } user)
        {
            found = found.Where(happened => db.Of<User>().Any(account => account.Id == happened.UserId && (account.Id == user.Id || account.Uuid == user.Uuid)));
        }

        if (request.Ip is { } ip)
        {
            var token = blindIndex.Token(BlindIndexKind.IpAddress, IPAddress.Parse(ip).ToString());
            found = found.Where(happened => happened.IpToken == token);
        }

        return request.Sort == "-at"
            ? found.OrderByDescending(happened => happened.At).ThenByDescending(happened => happened.Id)
            : found.OrderBy(happened => happened.At).ThenBy(happened => happened.Id);
    }
}

internal sealed class SecurityEventRows(INames names)
{
    public async Task<IReadOnlyList<SecurityEventRow>> Of(IReadOnlyList<SecurityEvent> events, CancellationToken cancellationToken)
    {
        var people = await names.Of(
            NameKind.Account, [.. events.SelectMany(happened => new[] { happened.UserId, happened.ActorId }).OfType<long>().Distinct()], cancellationToken);
        return
        [
            .. events.Select(happened => new SecurityEventRow
            {
                Id = happened.Id,
                Uuid = happened.Uuid,
                At = happened.At,
                Type = happened.Type,
                Severity = happened.Severity,
                Outcome = happened.Outcome,
                Method = happened.Method,
                Email = happened.MaskedEmail,
                UserId = happened.UserId,
                UserName = NameOf(happened.UserId),
                ActorName = NameOf(happened.ActorId),
                IpAddress = happened.IpAddress,
                UserAgent = happened.UserAgent,
                Detail = happened.Detail,
            }),
        ];

        string? NameOf(long? account) => account is { } id ? people.GetValueOrDefault(id)?.Name : null;
    }
}
