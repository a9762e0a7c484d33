using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using PropOps.Application.Identity;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;

namespace PropOps.Application.Health;

/// <summary>Who is online, whether one account is, and how the installation is.</summary>
[Permission("api.system.status.manage", And = [HealthKey], AccountTypes = [AccountType.Staff])]
public sealed record GetSystemStatus
{
    internal const string HealthKey = "api.system.health.view";

    public Ref? UserId { get; init; }

    public bool List { get; init; }

    public bool Components { get; init; }
}

/// <summary>What was not asked for is left out.</summary>
public sealed record SystemStatus
{
    [AlsoAtTop, JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? OnlineUsersCount { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<OnlineUser>? OnlineUsers { get; init; }

    /// <summary>Of the account, or else of the installation.</summary>
    [AlsoAtTop, JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Status { get; init; }

    [AlsoAtTop, JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? LastActivity { get; init; }

    [AlsoAtTop, JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? StatusColor { get; init; }

    [AlsoAtTop, JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? StatusText { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<HealthComponent>? Components { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<HealthNode>? Nodes { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public OutboxHealth? Outbox { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BackgroundJobsHealth? Jobs { get; init; }
}

public sealed record OnlineUser(
    Guid Uuid, [property: JsonPropertyName("ID")] long Id, string FirstName, string LastName, int AccountTypeId, DateTimeOffset LastActivity, string Status);

internal sealed class GetSystemStatusHandler(IReadDb db, ICurrentUser currentUser, InstallationHealth health, IWorkload workload, TimeProvider time)
    : IHandler<GetSystemStatus, SystemStatus>
{
    public async Task<SystemStatus> Handle(GetSystemStatus request, CancellationToken cancellationToken)
    {
        if (request.Components && !currentUser.RequireCaller().Holds(GetSystemStatus.HealthKey))
        {
            throw new ForbiddenRefusal();
        }

        var status = request.Components ? await OfInstallation(cancellationToken) : new SystemStatus();
        if (request.UserId is { } user)
        {
            status = await OfUser(user, status, cancellationToken);
        }

        if (request.List || request.UserId is null)
        {
            var online = await Online(cancellationToken);
            status = status with { OnlineUsersCount = request.UserId is null ? online.Count : null, OnlineUsers = request.List ? online : null };
        }

        return status;
    }

    private async Task<SystemStatus> OfUser(Ref user, SystemStatus status, CancellationToken cancellationToken)
    {
        var account = await db.Of<User>().Where(row => row.Id == user.Id || row.Uuid == user.Uuid)
            .Select(row => new { row.Id, row.Status })
            .SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundRefusal("User");
        var now = time.GetUtcNow();
        var sessions = await db.Of<Session>().Where(session => session.UserId == account.Id)
            .GroupBy(session => session.EndedAt == null && session.ExpiresAt > now)
            .Select(group => new { IsLive = group.Key, LastActiveAt = group.Max(session => session.LastActiveAt) })
            .ToListAsync(cancellationToken);
        var presence = Presence.Of(account.Status, sessions.Find(group => group.IsLive)?.LastActiveAt, now);
        return status with
        {
            Status = presence.Status, StatusColor = presence.Colour, StatusText = presence.Text, LastActivity = sessions.Max(group => (DateTimeOffset?)group.LastActiveAt),
        };
    }

    private async Task<List<OnlineUser>> Online(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var since = now - Presence.OnlineFor;
        var active = await db.Of<Session>().Where(session => session.LastActiveAt >= since && session.EndedAt == null && session.ExpiresAt > now)
            .GroupBy(session => session.UserId)
            .Select(group => new { UserId = group.Key, LastActiveAt = group.Max(session => session.LastActiveAt) })
            .ToDictionaryAsync(row => row.UserId, row => row.LastActiveAt, cancellationToken);
        var ids = active.Keys.ToList();
        var users = await db.Of<User>().Where(user => ids.Contains(user.Id) && user.Status == AccountStatus.Active)
            .Select(user => new { user.Uuid, user.Id, user.FirstName, user.LastName, user.AccountType })
            .ToListAsync(cancellationToken);
        return
        [
            .. users.Select(user => new OnlineUser(user.Uuid, user.Id, user.FirstName, user.LastName, (int)user.AccountType, active[user.Id], Presence.Online.Status))
                .OrderByDescending(user => user.LastActivity).ThenBy(user => user.Id),
        ];
    }

    private async Task<SystemStatus> OfInstallation(CancellationToken cancellationToken)
    {
        var report = await health.Latest(cancellationToken);
        return new SystemStatus
        {
            Status = report.Status.ToString().ToLowerInvariant(),
            Components = report.Components,
            Nodes = workload.Nodes(),
            Outbox = await workload.Outbox(cancellationToken),
            Jobs = workload.Jobs(),
        };
    }
}
