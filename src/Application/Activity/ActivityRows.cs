using System.Text.Json;
using System.Text.Json.Serialization;
using PropOps.Application.Names;
using PropOps.Domain.Activity;
using PropOps.Domain.Kernel;

namespace PropOps.Application.Activity;

public sealed record ActivityLogEntry
{
    [JsonPropertyName("ID")]
    public required long Id { get; init; }

    public required Guid Uuid { get; init; }

    public required long? UserId { get; init; }

    public required string UserName { get; init; }

    public required string Action { get; init; }

    public required ActivityCategory Category { get; init; }

    public required string? ResourceType { get; init; }

    public required long? ResourceId { get; init; }

    public required Guid? ResourceUuid { get; init; }

    public required Guid? JobUuid { get; init; }

    public required string Summary { get; init; }

    /// <summary>Only of the one row that was asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Details { get; init; }

    public required string? IpAddress { get; init; }

    /// <summary>Only of the one row that was asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? UserAgent { get; init; }

    public required Via Via { get; init; }

    public required string? CorrelationId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>Columns of the download.</summary>
public static class ActivityColumns
{
    public static IReadOnlyList<string> Exported { get; } =
        ["ID", "uuid", "created_at", "user_id", "user_name", "action", "category", "resource_type", "resource_id", "resource_uuid", "job_uuid", "summary", "ip_address", "via", "correlation_id"];
}

/// <summary>Rows as they are shown. Names are not stored with them, so that a renamed account is named as it is now, and one that is gone not at all.</summary>
internal sealed class ActivityRows(INames names)
{
    private const string Product = "System";
    private const string Gone = "Former user";

    public async Task<IReadOnlyList<ActivityLogEntry>> Of(IReadOnlyList<ActivityRow> rows, bool inFull, CancellationToken cancellationToken)
    {
        var people = await names.Of(NameKind.Account, [.. rows.SelectMany(row => new[] { row.UserId, row.ActedById }).OfType<long>().Distinct()], cancellationToken);
        return
        [
            .. rows.Select(row => new ActivityLogEntry
            {
                Id = row.Id,
                Uuid = row.Uuid,
                UserId = row.UserId,
                UserName = row.ActedById is { } actedBy ? $"{NameOf(actedBy)} as {NameOf(row.UserId)}" : NameOf(row.UserId),
                Action = row.Action,
                Category = row.Category,
                ResourceType = row.ResourceType,
                ResourceId = row.ResourceId,
                ResourceUuid = row.ResourceUuid,
                JobUuid = row.JobUuid,
                Summary = row.Summary,
                Details = inFull ? JsonSerializer.Deserialize<JsonElement>(row.Details) : null,
                IpAddress = row.IpAddress,
                UserAgent = inFull ? row.UserAgent : null,
                Via = row.Via,
                CorrelationId = row.CorrelationId,
                CreatedAt = row.At,
            }),
        ];

        string NameOf(long? account) => account is { } id ? people.GetValueOrDefault(id)?.Name ?? Gone : Product;
    }
}
