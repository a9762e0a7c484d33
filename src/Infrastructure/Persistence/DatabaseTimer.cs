using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using PropOps.Application.Persistence;

namespace PropOps.Infrastructure.Persistence;

/// <summary>Adds the time of every command to the request's <see cref="DatabaseClock"/>.</summary>
internal sealed class DatabaseTimer(DatabaseClock clock) : DbCommandInterceptor
{
    public override ValueTask<DbDataReader> ReaderExecutedAsync(DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
    {
        clock.Add(eventData.Duration);
        return new(result);
    }

    public override ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        clock.Add(eventData.Duration);
        return new(result);
    }

    public override ValueTask<object?> ScalarExecutedAsync(DbCommand command, CommandExecutedEventData eventData, object? result, CancellationToken cancellationToken = default)
    {
        clock.Add(eventData.Duration);
        return new(result);
    }
}
