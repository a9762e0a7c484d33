using System.Data.Common;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using PropOps.Application.Persistence;
using PropOps.Application.Telemetry;
using Span = System.Diagnostics.Activity;

namespace PropOps.Infrastructure.Persistence;

/// <summary>
/// Adds the time of every command to the request's <see cref="DatabaseClock"/>, and tells it to whoever listens: its first
/// word, not its text.
/// </summary>
internal sealed class DatabaseTimer : DbCommandInterceptor
{
    private static readonly Histogram<double> Durations = Signals.Seconds("db.client.operation.duration", "Commands to the database");
    private static readonly string[] Operations = ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH"];

    public override ValueTask<DbDataReader> ReaderExecutedAsync(DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
    {
        Executed(command, eventData);
        return new(result);
    }

    public override ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        Executed(command, eventData);
        return new(result);
    }

    public override ValueTask<object?> ScalarExecutedAsync(DbCommand command, CommandExecutedEventData eventData, object? result, CancellationToken cancellationToken = default)
    {
        Executed(command, eventData);
        return new(result);
    }

    public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Tell(command, eventData, eventData.Exception.GetType().Name);
        return Task.CompletedTask;
    }

    private static void Executed(DbCommand command, CommandEndEventData eventData)
    {
        (eventData.Context as PropOpsDbContext)?.Clock.Add(eventData.Duration);
        Tell(command, eventData, error: null);
    }

    private static void Tell(DbCommand command, CommandEndEventData eventData, string? error)
    {
        // The polling of the background belongs to no trace.
        var isTraced = Span.Current is not null && Signals.Spans.HasListeners();
        if (!isTraced && !Durations.Enabled)
        {
            return;
        }

        var (system, operation) = (command is NpgsqlCommand ? "postgresql" : "sqlite", OperationOf(command.CommandText));
        var labels = new TagList { { "db.system.name", system }, { "db.operation.name", operation } };
        if (error is not null)
        {
            labels.Add("error.type", error);
        }

        Durations.Record(eventData.Duration.TotalSeconds, labels);
        if (isTraced)
        {
            using var span = Signals.Spans.StartActivity(ActivityKind.Client, tags: labels, startTime: eventData.StartTime, name: operation);
            span?.SetEndTime((eventData.StartTime + eventData.Duration).UtcDateTime);
            span?.SetStatus(error is null ? ActivityStatusCode.Unset : ActivityStatusCode.Error);
        }
    }

    private static string OperationOf(string sql)
    {
        // Above the statement stand the tags of the query, as comments.
        var text = sql.AsSpan().TrimStart();
        while (text.StartsWith("--"))
        {
            var end = text.IndexOf('\n');
            text = end < 0 ? [] : text[(end + 1)..].TrimStart();
        }

        foreach (var operation in Operations)
        {
            if (text.StartsWith(operation, StringComparison.OrdinalIgnoreCase))
            {
                return operation;
            }
        }

        return "OTHER";
    }
}
