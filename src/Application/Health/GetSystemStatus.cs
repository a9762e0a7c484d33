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

internal sealed class GetSystemStatusHandler(IReadDb db, OnlineAccounts online, ICurrentUser currentUser, InstallationHealth health, IWorkload workload, TimeProvider time)
    : IHandler<GetSystemStatus, SystemStatus>
{
    private const int MostListed = 200;

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

        return status with
        {
            OnlineUsersCount = request.UserId is null ? await online.Now().CountAsync(cancellationToken) : null,
            OnlineUsers = request.List ? await ListOnline(cancellationToken) : null,
        };
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

    private async Task<List<OnlineUser>> ListOnline(CancellationToken cancellationToken)
    {
        var latest = await online.Now().OrderByDescending(account => account.LastActiveAt).ThenBy(account => account.User.Id).Take(MostListed).ToListAsync(cancellationToken);
        return [.. latest.Select(account => account.Show())];
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
