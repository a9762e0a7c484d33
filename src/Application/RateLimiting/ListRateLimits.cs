using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using PropOps.Application.Names;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.RateLimiting;

namespace PropOps.Application.RateLimiting;

/// <summary>Every rule: those of the classes first, then those of endpoints.</summary>
[Permission("api.admin.rate-limits.view", AccountTypes = [AccountType.Staff])]
public sealed record ListRateLimits;

public sealed record RateLimitPage(IReadOnlyList<RateLimitRow> Items, string Store) : Page<RateLimitRow>(Items);

public sealed record RateLimitRow
{
    [JsonPropertyName("ID")]
    public required long Id { get; init; }

    public required Guid Uuid { get; init; }

    public required string Class { get; init; }

    public required string Method { get; init; }

    public required string? Path { get; init; }

    public required int? PerIp { get; init; }

    public required int? PerAccount { get; init; }

    public required int WindowSeconds { get; init; }

    public required bool IsEnabled { get; init; }

    public required bool IsDefault { get; init; }

    public required string? Note { get; init; }

    public required string? UpdatedByName { get; init; }

    public required DateTimeOffset? UpdatedAt { get; init; }

    public required int Version { get; init; }
}

internal sealed class ListRateLimitsHandler(IReadDb db, RateLimitRows rows, ICallerLimits limits) : IHandler<ListRateLimits, RateLimitPage>
{
    public async Task<RateLimitPage> Handle(ListRateLimits request, CancellationToken cancellationToken)
    {
        var rules = await db.Of<RateLimitRule>().ToListAsync(cancellationToken);
        return new RateLimitPage(
            await rows.Of([.. rules.OrderBy(rule => rule.Path is not null).ThenBy(rule => rule.Path, StringComparer.Ordinal).ThenBy(rule => rule.Class).ThenBy(rule => rule.Method, StringComparer.Ordinal)], cancellationToken),
            limits.Store);
    }
}

internal sealed class RateLimitRows(INames names)
{
    public async Task<IReadOnlyList<RateLimitRow>> Of(IReadOnlyList<RateLimitRule> rules, CancellationToken cancellationToken)
    {
        var people = await names.Of(NameKind.Account, [.. rules.Select(rule => rule.UpdatedById).OfType<long>().Distinct()], cancellationToken);
        return
        [
            .. rules.Select(rule => new RateLimitRow
            {
                Id = rule.Id,
                Uuid = rule.Uuid,
                Class = rule.Class.ToString().ToLowerInvariant(),
                Method = rule.Method,
                Path = rule.Path,
                PerIp = rule.PerIp,
                PerAccount = rule.PerAccount,
                WindowSeconds = rule.WindowSeconds,
                IsEnabled = rule.IsEnabled,
                IsDefault = rule.IsDefault,
                Note = rule.Note,
                UpdatedByName = rule.UpdatedById is { } id ? people.GetValueOrDefault(id)?.Name : null,
                UpdatedAt = rule.IsDefault ? null : rule.UpdatedAt,
                Version = rule.Version,
            }),
        ];
    }
}
