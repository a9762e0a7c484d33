using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PropOps.Application.Health;
using PropOps.Application.RateLimiting;
using PropOps.Infrastructure.Coherence;
using PropOps.Infrastructure.Configuration;
using StackExchange.Redis;

namespace PropOps.Infrastructure.RateLimiting;

internal static class RateLimitSetup
{
    private const int DefaultPatienceMs = 60;

    public static IServiceCollection AddRateLimiting(this IServiceCollection services, IConfiguration configuration)
    {
        var options = new RateLimitOptions(configuration.GetValue("RateLimiting:Enabled", true), configuration.GetValue("RateLimiting:Multiplier", 1));
        services.AddSingleton(new RateLimitRules(options));
        services.AddSingleton<ICoherentCache>(provider => provider.GetRequiredService<RateLimitRules>());
        services.AddSingleton<InProcessCounters>();
        services.AddScoped<IHealthSource, RedisHealth>();
        services.AddSingleton<ICallerLimits, CallerLimits>();
        if (configuration.GetConnectionString("Redis") is not { Length: > 0 } redis)
        {
            return services.AddSingleton<IRequestCounters>(provider => provider.GetRequiredService<InProcessCounters>());
        }

        return services
            .AddSingleton(new RedisOptions(
                Connection(redis),
                configuration["Redis:KeyPrefix"] ?? "propops:",
                TimeSpan.FromMilliseconds(configuration.GetValue("Redis:PatienceMs", DefaultPatienceMs))))
            .AddSingleton<RedisCounters>()
            .AddSingleton<IRequestCounters>(provider => provider.GetRequiredService<RedisCounters>())
            .AddHostedService(provider => provider.GetRequiredService<RedisCounters>());
    }

    private static ConfigurationOptions Connection(string text)
    {
        ConfigurationOptions options;
        try
        {
            options = ConfigurationOptions.Parse(text);
        }
        catch (ArgumentException)
        {
            throw new StartupException("ConnectionStrings__Redis cannot be read.");
        }

        // A node starts without Redis, never queues for it, and looks for it often.
        options.AbortOnConnectFail = false;
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.ConnectTimeout = 1000;
        options.ReconnectRetryPolicy = new LinearRetry(500);
        options.ClientName = "propops";
        return options;
    }
}
