using Microsoft.EntityFrameworkCore;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;

namespace PropOps.Application.Health;

/// <summary>Can accounts be read?</summary>
[Permission("api.users.users.manage", AccountTypes = [AccountType.Staff])]
public sealed record CheckUsersHealth;

/// <param name="Status">ok, or what keeps the installation from being so.</param>
public sealed record UsersHealth(string Status, string Database, int UsersCount);

internal sealed class CheckUsersHealthHandler(IReadDb db, InstallationHealth health) : IHandler<CheckUsersHealth, UsersHealth>
{
    private const string Ok = "ok";

    public async Task<UsersHealth> Handle(CheckUsersHealth request, CancellationToken cancellationToken)
    {
        var count = await db.Of<User>().CountAsync(cancellationToken);
        var report = await health.Latest(cancellationToken);
        var database = report.Components.FirstOrDefault(component => component.Name == HealthComponentName.Database)?.Status;
        return new UsersHealth(
            report.Status == PlatformStatus.Operational ? Ok : report.Status.ToString().ToLowerInvariant(),
            database is HealthStatus.Healthy ? Ok : HealthStatus.Unhealthy.ToString().ToLowerInvariant(),
            count);
    }
}
