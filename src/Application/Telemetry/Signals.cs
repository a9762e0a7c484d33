using System.Diagnostics;
using System.Diagnostics.Metrics;
using Span = System.Diagnostics.Activity;

namespace PropOps.Application.Telemetry;

/// <summary>
/// What the product tells of its work to whoever operates it: spans and figures. While nobody listens they cost nothing.
/// </summary>
/// <remarks>
/// Labels come from short lists: routes as they are written, kinds, outcomes. A path, an id or a word of somebody's is none.
/// </remarks>
public static class Signals
{
    public const string Name = "PropOps";

    public static ActivitySource Spans { get; } = new(Name);

    public static Meter Figures { get; } = new(Name);

    /// <summary>The span under which other work goes on, by whatever road it gets there; null where nobody listens.</summary>
    public static string? Parent => Span.Current is { IdFormat: ActivityIdFormat.W3C } current ? current.Id : null;

    /// <summary>Work that a request, or other work, left to be done later: a span of the same trace.</summary>
    /// <param name="parent">of <see cref="Parent"/>, as it was then; null = a trace of its own.</param>
    /// <returns>null where nobody listens.</returns>
    public static Span? StartLater(string name, string? parent)
    {
        _ = ActivityContext.TryParse(parent, traceState: null, isRemote: true, out var context);
        return Spans.StartActivity(ActivityKind.Consumer, context, name: name);
    }

    public static Histogram<double> Seconds(string name, string description) => Figures.CreateHistogram(
        name, "s", description, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3600] });

    public static KeyValuePair<string, object?> Label(string name, string value) => new(name, value);
}
