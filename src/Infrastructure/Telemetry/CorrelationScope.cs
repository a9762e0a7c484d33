using Microsoft.Extensions.Logging;

namespace PropOps.Infrastructure.Telemetry;

/// <summary>Puts the correlation id of a request, or of the work that it caused, on every log line until it is disposed.</summary>
public static class CorrelationScope
{
    private static readonly Func<ILogger, string, IDisposable?> Define = LoggerMessage.DefineScope<string>("CorrelationId:{CorrelationId}");

    public static IDisposable? Begin(ILogger logger, string correlationId) => Define(logger, correlationId);
}
