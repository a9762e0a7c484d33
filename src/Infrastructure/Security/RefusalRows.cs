using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PropOps.Application.Activity;
using PropOps.Application.Persistence;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.Security;

/// <summary>Rows that are kept of a refusal, which rolls back everything else (0080).</summary>
internal sealed partial class RefusalRows(IServiceScopeFactory scopes, ILogger<RefusalRows> logger)
{
    // A scope of its own: the request's context still holds what was rolled back. And not the caller's token, who may go as soon
    // as they are refused.
    public async Task Write(params IEnumerable<object> rows)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<PropOpsDbContext>();
            await scope.ServiceProvider.GetRequiredService<ITransaction>().Run(
                () =>
                {
                    db.AddRange(rows);
                    return Task.FromResult(true);
                },
                CancellationToken.None);
        }
        catch (Exception exception)
        {
            LogLost(logger, Unforeseen.Describe(exception));
        }
    }

    [LoggerMessage(LogLevel.Warning, "What was refused could not be written down: {What}")]
    private static partial void LogLost(ILogger logger, string what);
}
