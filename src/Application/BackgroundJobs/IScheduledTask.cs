namespace PropOps.Application.BackgroundJobs;

/// <summary>Work that the product does at set times, once over all nodes. A run that fails is made up for by the next one.</summary>
public interface IScheduledTask
{
    /// <summary>The contract's name, e.g. <c>jobs.resume_holds</c>.</summary>
    static abstract string Name { get; }

    /// <summary>Cron, in the organisation's time.</summary>
    static abstract string Schedule { get; }

    Task Run(CancellationToken cancellationToken);
}
