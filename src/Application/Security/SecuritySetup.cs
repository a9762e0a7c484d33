using Microsoft.Extensions.DependencyInjection;

namespace PropOps.Application.Security;

public static class SecuritySetup
{
    public static IServiceCollection AddSecurityUseCases(this IServiceCollection services) => services
        .AddScoped<MatchingSecurityEvents>()
        .AddScoped<SecurityEventRows>();
}
