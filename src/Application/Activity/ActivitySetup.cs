using Microsoft.Extensions.DependencyInjection;
using PropOps.Application.Settings;

namespace PropOps.Application.Activity;

public static class ActivitySetup
{
    public static IServiceCollection AddActivityUseCases(this IServiceCollection services) => services
        .AddScoped<OrganisationDays>()
        .AddScoped<AuditChain>()
        .AddScoped<MatchingActivity>()
        .AddScoped<ActivityRows>();
}
