using Microsoft.Extensions.DependencyInjection;
using PropOps.Application.Alerts;
using PropOps.Application.Health;
using PropOps.Infrastructure.Configuration;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.Health;

internal static class HealthSetup
{
    public static IServiceCollection AddHealth(this IServiceCollection services, DataFolder data, DatabaseOptions database) => services
        .AddSingleton<InstallationHealth>()
        .AddScoped<IReadinessProbe, ReadinessProbe>()
        .AddScoped<IWorkload, Workload>()
        .AddSingleton(new DiskSpace(data, database))
        .AddScoped<ClockDifference>()
        .AddScoped<IHealthSource, DatabaseHealth>()
        .AddScoped<IHealthSource, OutboxHealthSource>()
        .AddScoped<IHealthSource, JobsHealth>()
        .AddScoped<IHealthSource, DiskHealth>()
        .AddScoped<IHealthSource, ClockHealth>()
        .AddScoped<IAlarm, DiskAlarm>()
        .AddScoped<IAlarm, ClockAlarm>();
}
