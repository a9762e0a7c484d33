using Microsoft.Extensions.DependencyInjection;

namespace PropOps.Application.Activity;

public static class ActivitySetup
{
    public static IServiceCollection AddActivityUseCases(this IServiceCollection services) => services
        .AddScoped<AuditChain>()
        .AddScoped<MatchingActivity>()
        .AddScoped<ActivityRows>();
}
