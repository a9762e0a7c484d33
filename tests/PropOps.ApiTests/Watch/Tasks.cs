using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Hosting;
using PropOps.Application.BackgroundJobs;

namespace PropOps.ApiTests.Watch;

internal static class Tasks
{
    /// <summary>Runs a scheduled task now, as Hangfire would at its time.</summary>
    public static async Task RunTask(this Installation installation, string name)
    {
        var type = typeof(IScheduledTask).Assembly.GetTypes()
            .Single(type => type.IsClass && type.IsAssignableTo(typeof(IScheduledTask)) && (string)type.GetProperty(nameof(IScheduledTask.Name))!.GetValue(null)! == name);
        await using var scope = installation.Services.CreateAsyncScope();
        await ((IScheduledTask)scope.ServiceProvider.GetRequiredService(type)).Run(CancellationToken.None);
    }
}
