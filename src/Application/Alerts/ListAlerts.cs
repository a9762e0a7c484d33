using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using PropOps.Application.Input;
using PropOps.Application.Names;
using PropOps.Application.Persistence;
using PropOps.Application.Sync;
using PropOps.Application.UseCases;
using PropOps.Domain.Alerts;
using PropOps.Domain.Identity;

namespace PropOps.Application.Alerts;

/// <summary>What somebody must look at, the latest first.</summary>
[Permission("api.admin.alerts.view", AccountTypes = [AccountType.Staff])]
public sealed record ListAlerts
{
    internal const string All = "all";

    [Limits(1, 200)]
    public int Limit { get; init; } = 50;

    [Limits(0, 1_000_000)]
    public int Offset { get; init; }

    public bool IncludeTotal { get; init; }

    [OneOf("open", "acknowledged", "resolved", All)]
    public string Status { get; init; } = "open";

    [Text(1, 60)]
    public string? Component { get; init; }

    [Text(1, 60)]
    public string? Kind { get; init; }

    /// <summary>Only those that changed then or later (SYNC-1).</summary>
    public DateTimeOffset? UpdatedSince { get; init; }

    [OneOf("-opened_at", "opened_at", "updated_at")]
    public string Sort { get; init; } = "-opened_at";
}

public sealed record AlertRow
{
    [JsonPropertyName("ID")]
    public required long Id { get; init; }

    public required Guid Uuid { get; init; }

    public required string Component { get; init; }

    public required string Kind { get; init; }

    public required string Detail { get; init; }

    public required AlertSeverity Severity { get; init; }

    public required AlertStatus Status { get; init; }

    /// <summary>Left out where no file is concerned.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<FileDifference>? Files { get; init; }

    public required string? Node { get; init; }

    public required long? UserId { get; init; }

    public required string? IpAddress { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    public required string? AcknowledgedByName { get; init; }

    public required DateTimeOffset? AcknowledgedAt { get; init; }

    public required DateTimeOffset? ResolvedAt { get; init; }

    public required string? Note { get; init; }
}

internal sealed class ListAlertsHandler(IReadDb db, AlertRows rows, IChangeFeed changes) : IHandler<ListAlerts, SyncPage<AlertRow>>
{
    public async Task<SyncPage<AlertRow>> Handle(ListAlerts request, CancellationToken cancellationToken)
    {
        var asOf = request.UpdatedSince is not null || request.Sort == "updated_at" ? await changes.AsOf(request.UpdatedSince, cancellationToken) : (DateTimeOffset?)null;
        var found = db.Of<Alert>();
        if (request.Status != ListAlerts.All)
        {
            var status = Enum.Parse<AlertStatus>(request.Status, ignoreCase: true);
            found = found.Where(alert => alert.Status == status);
        }

        if (request.Component is { } component)
        {
            found = found.Where(alert => alert.Component == component);
        }

        if (request.Kind is { } kind)
        {
            found = found.Where(alert => alert.Kind == kind);
        }

        if (request.UpdatedSince is { } since)
        {
            found = found.Where(alert => alert.UpdatedAt >= since);
        }

        found = request.Sort switch
        {
            "updated_at" => found.OrderBy(alert => alert.UpdatedAt).ThenBy(alert => alert.Id),
            "opened_at" => found.OrderBy(alert => alert.CreatedAt).ThenBy(alert => alert.Id),
            _ => found.OrderByDescending(alert => alert.CreatedAt).ThenByDescending(alert => alert.Id),
        };
        var total = request.IncludeTotal ? await found.LongCountAsync(cancellationToken) : (long?)null;
        var page = await found.Skip(request.Offset).Take(request.Limit).ToListAsync(cancellationToken);
        return new SyncPage<AlertRow>(await rows.Of(page, cancellationToken), total)
        {
            AsOf = asOf,
            // They are resolved, never deleted.
            Deleted = request.UpdatedSince is null ? null : [],
        };
    }
}

internal sealed class AlertRows(INames names)
{
    public async Task<IReadOnlyList<AlertRow>> Of(IReadOnlyList<Alert> alerts, CancellationToken cancellationToken)
    {
        var people = await names.Of(NameKind.Account, [.. alerts.Select(alert => alert.AcknowledgedById).OfType<long>().Distinct()], cancellationToken);
        return
        [
            .. alerts.Select(alert => new AlertRow
            {
                Id = alert.Id,
                Uuid = alert.Uuid,
                Component = alert.Component,
                Kind = alert.Kind,
                Detail = alert.Detail,
                Severity = alert.Severity,
                Status = alert.Status,
                Files = alert.Files is { Count: > 0 } files ? files : null,
                Node = alert.Node,
                UserId = alert.UserId,
                IpAddress = alert.IpAddress,
                OpenedAt = alert.CreatedAt,
                AcknowledgedByName = alert.AcknowledgedById is { } id ? people.GetValueOrDefault(id)?.Name : null,
                AcknowledgedAt = alert.AcknowledgedAt,
                ResolvedAt = alert.ResolvedAt,
                Note = alert.Note,
            }),
        ];
    }
}
