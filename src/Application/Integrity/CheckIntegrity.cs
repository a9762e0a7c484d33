using PropOps.Application.BackgroundJobs;

namespace PropOps.Application.Integrity;

/// <summary>Looks once an hour whether the program is as it was shipped.</summary>
internal sealed class CheckIntegrity(ProgramIntegrity integrity) : IScheduledTask
{
    public static string Name => "security.integrity";

    public static string Schedule => "0 * * * *";

    public Task Run(CancellationToken cancellationToken) => integrity.Check(cancellationToken);
}
