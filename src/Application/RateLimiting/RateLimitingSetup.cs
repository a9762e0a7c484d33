using Microsoft.Extensions.DependencyInjection;
using PropOps.Application.Integrity;

namespace PropOps.Application.RateLimiting;

public static class RateLimitingSetup
{
    public static IServiceCollection AddRateLimitUseCases(this IServiceCollection services) => services
        .AddScoped<RateLimitRows>()
        .AddScoped<CallerChoice>()
        .AddScoped<ProgramIntegrity>();
}
