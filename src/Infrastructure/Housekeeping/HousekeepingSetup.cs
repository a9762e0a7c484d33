using Microsoft.Extensions.DependencyInjection;
using PropOps.Infrastructure.BackgroundJobs;

namespace PropOps.Infrastructure.Housekeeping;

internal static class HousekeepingSetup
{
    public static IServiceCollection AddHousekeeping(this IServiceCollection services)
    {
        services.AddScheduledTask(typeof(CleanUpSessions));
        services.AddScheduledTask(typeof(ExpiredRows));
        return services;
    }
}
