using System.Reflection;
using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PropOps.Application.Activity;
using PropOps.Application.BackgroundJobs;
using PropOps.Application.Settings;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.BackgroundJobs;

/// <summary>Tells Hangfire when each scheduled task runs, once the database is there to say in which time zone.</summary>
internal sealed class Schedule(IEnumerable<ScheduledTask> tasks, IRecurringJobManager manager, ISettings settings) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(settings.Get(OrganisationSettings.TimeZone));
        foreach (var task in tasks)
        {
            task.AddTo(manager, zone);
        }

        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

internal sealed record ScheduledTask(string Name, Action<IRecurringJobManager, TimeZoneInfo> AddTo);

internal static class ScheduledTasks
{
    private const string Queue = "default";

    /// <summary>Registers a task, found by its interface, and its times.</summary>
    public static void AddScheduledTask(this IServiceCollection services, Type task) =>
        typeof(ScheduledTasks).GetMethod(nameof(Add), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(task).Invoke(null, [services]);

    private static void Add<TTask>(IServiceCollection services)
        where TTask : class, IScheduledTask => services
        .AddScoped<TTask>()
        .AddSingleton(new ScheduledTask(TTask.Name, (manager, zone) => manager.AddOrUpdate<ScheduledTaskRunner<TTask>>(
            TTask.Name, Queue, runner => runner.Run(CancellationToken.None), TTask.Schedule, new RecurringJobOptions { TimeZone = zone })));
}

/// <summary>Runs a task in a scope of its own; two runs of one task never overlap.</summary>
[AutomaticRetry(Attempts = 0)]
[DisableConcurrentExecution(timeoutInSeconds: 60)]
public sealed partial class ScheduledTaskRunner<TTask>(IServiceScopeFactory scopes, ILogger<TTask> logger)
    where TTask : IScheduledTask
{
    public async Task Run(CancellationToken cancellationToken)
    {
        using var run = JobRun.Begin(TTask.Name, logger);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Origin>().CorrelationId = run.CorrelationId;
            await scope.ServiceProvider.GetRequiredService<Coherence.Coherence>().Follow(scope.ServiceProvider.GetRequiredService<PropOpsDbContext>(), cancellationToken);
            await scope.ServiceProvider.GetRequiredService<TTask>().Run(cancellationToken);
            run.Outcome = "succeeded";
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            run.Outcome = "stopped";
            throw;
        }
        catch (Exception exception)
        {
            LogFailed(logger, TTask.Name, Unforeseen.Describe(exception));
            throw new JobFailedException(Unforeseen.Describe(exception));
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Task} failed: {What}")]
    private static partial void LogFailed(ILogger logger, string task, string what);
}
