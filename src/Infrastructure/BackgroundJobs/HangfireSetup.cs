using Hangfire;
using Hangfire.Common;
using Hangfire.InMemory;
using Hangfire.PostgreSql;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PropOps.Application.BackgroundJobs;
using PropOps.Application.Health;
using PropOps.Infrastructure.Configuration;
using PropOps.Infrastructure.Health;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.BackgroundJobs;

internal static class HangfireSetup
{
    // Mail has workers of its own: a relay that says nothing holds up no other work.
    private static readonly string[][] Queues = [["email"], ["whatsapp", "push", "automation", "default"]];

    public static IServiceCollection AddBackgroundJobs(this IServiceCollection services, IConfiguration configuration, DatabaseOptions database)
    {
        var storage = configuration["Hangfire:Storage"] switch
        {
            null or "" => database.Provider == DatabaseProvider.PostgreSql ? "PostgreSql" : "InMemory",
            "InMemory" => "InMemory",
            "PostgreSql" when database.Provider == DatabaseProvider.PostgreSql => "PostgreSql",
            "PostgreSql" => throw new StartupException("Hangfire__Storage PostgreSql needs Database__Provider PostgreSql."),
            _ => throw new StartupException("Hangfire__Storage must be InMemory or PostgreSql."),
        };

        // Registered before Hangfire would take its static one: two hosts in one process have two storages.
        services.AddSingleton<JobStorage>(provider =>
        {
            // A storage takes its logger from a static one; this sets it to this host's.
            provider.GetRequiredService<IGlobalConfiguration>();
            return storage == "InMemory" ? InMemory() : PostgreSql(database.ConnectionString);
        });
        services.AddSingleton<IJobFilterProvider>(JobStates.Filters);
        services.AddHangfire(hangfire => hangfire.UseSimpleAssemblyNameTypeSerializer().UseRecommendedSerializerSettings());
        foreach (var queues in Queues)
        {
            services.AddHangfireServer((provider, server) =>
            {
                server.ServerName = Workload.ServerNameOf(provider.GetRequiredService<ThisNode>());
                server.Queues = queues;
                server.WorkerCount = Math.Max(4, Environment.ProcessorCount * 2);
                server.SchedulePollingInterval = TimeSpan.FromSeconds(1);
            });
        }

        services.AddScoped<IBackgroundJobs, HangfireJobs>();
        services.AddHostedService<Schedule>();
        return services;
    }

    private static InMemoryStorage InMemory() => new(new InMemoryStorageOptions { MaxExpirationTime = TimeSpan.FromHours(24) });

    private static PostgreSqlStorage PostgreSql(string connectionString) => new(
        new Hangfire.PostgreSql.Factories.NpgsqlConnectionFactory(Hasty(connectionString), new PostgreSqlStorageOptions(), null),
        new PostgreSqlStorageOptions { UseSlidingInvisibilityTimeout = true, PrepareSchemaIfNecessary = true, QueuePollInterval = TimeSpan.FromSeconds(1) });

    /// <summary>
    /// Without waiting for the disk: what the rows say decides, and reconcilers queue anew what a crash of the database took
    /// from the queue (decision 0092). Hangfire leaves nothing behind on its connections that would have to be reset.
    /// </summary>
    private static string Hasty(string connectionString)
    {
        var connection = new NpgsqlConnectionStringBuilder(connectionString) { NoResetOnClose = true };
        connection.Options = $"{connection.Options} -c synchronous_commit=off".TrimStart();
        return connection.ConnectionString;
    }
}
