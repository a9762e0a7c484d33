using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using PropOps.Application.Activity;
using PropOps.Application.Telemetry;
using PropOps.Infrastructure.Telemetry;
using Span = System.Diagnostics.Activity;

namespace PropOps.Infrastructure.BackgroundJobs;

/// <summary>
/// One run of a background job, as traces, figures and log lines tell it. It belongs to the request that caused it: the
/// job is given that request's correlation id and span beside the id of its row.
/// </summary>
internal sealed class JobRun : IDisposable
{
    private static readonly Histogram<double> Durations = Signals.Seconds("propops.background_job.duration", "Runs of background jobs");

    private readonly string _job;
    private readonly Span? _span;
    private readonly IDisposable? _logScope;
    private readonly long _started = Stopwatch.GetTimestamp();

    private JobRun(string job, string? correlationId, string? parent, ILogger logger)
    {
        _job = job;
        CorrelationId = correlationId ?? new Origin().CorrelationId;
        _span = Signals.StartLater($"job {job}", parent);
        _span?.SetTag("propops.correlation_id", CorrelationId);
        _logScope = CorrelationScope.Begin(logger, CorrelationId);
    }

    public string CorrelationId { get; }

    /// <summary>succeeded, failed, put_off (the database was away), stopped (with the program).</summary>
    public string Outcome { get; set; } = "failed";

    /// <param name="job">its kind.</param>
    /// <param name="correlationId">of the work that causes it.</param>
    /// <param name="parent">the span of that work.</param>
    public static JobRun Begin(string job, string correlationId, string? parent, ILogger logger) => new(job, correlationId, parent, logger);

    /// <summary>What nobody asked for: a task at its set time.</summary>
    public static JobRun Begin(string job, ILogger logger) => new(job, correlationId: null, parent: null, logger);

    public void Dispose()
    {
        Durations.Record(Stopwatch.GetElapsedTime(_started).TotalSeconds, Signals.Label("propops.job", _job), Signals.Label("propops.outcome", Outcome));
        _span?.SetTag("propops.outcome", Outcome);
        _span?.SetStatus(Outcome == "failed" ? ActivityStatusCode.Error : ActivityStatusCode.Unset);
        _span?.Dispose();
        _logScope?.Dispose();
    }
}
