using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace PropOps.ApiTests.Jobs;

/// <summary>
/// What requests send to PostgreSQL while this is kept; not what runs in the background. To be made before the installation:
/// EF Core remembers for a second that nobody listens.
/// </summary>
internal sealed class RequestStatements : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly ConcurrentQueue<RequestStatement> _sent = new();
    private readonly ConcurrentBag<IDisposable> _subscriptions = [];

    // What is sent in a request is told by the span around it, which there is only if somebody listens.
    private readonly ActivityListener _requests = new()
    {
        ShouldListenTo = source => source.Name == "Microsoft.AspNetCore",
        Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.PropagationData,
    };

    public RequestStatements()
    {
        ActivitySource.AddActivityListener(_requests);
        _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    /// <summary>Each statement alone, where EF Core sent several as one.</summary>
    public IEnumerable<RequestStatement> Sent => _sent.SelectMany(sent => sent.Alone());

    public void Forget() => _sent.Clear();

    void IObserver<DiagnosticListener>.OnNext(DiagnosticListener listener)
    {
        if (listener.Name == DbLoggerCategory.Name)
        {
            _subscriptions.Add(listener.Subscribe(this, name => name == RelationalEventId.CommandExecuting.Name));
        }
    }

    void IObserver<KeyValuePair<string, object?>>.OnNext(KeyValuePair<string, object?> happened)
    {
        if (happened.Value is CommandEventData { Command: NpgsqlCommand command } && IsInRequest())
        {
            _sent.Enqueue(new RequestStatement(command.CommandText, [.. command.Parameters.Select(parameter => parameter.Clone())]));
        }
    }

    void IObserver<DiagnosticListener>.OnCompleted()
    {
        // Listeners come and go with the process.
    }

    void IObserver<DiagnosticListener>.OnError(Exception error) => throw error;

    void IObserver<KeyValuePair<string, object?>>.OnCompleted()
    {
        // Listeners come and go with the process.
    }

    void IObserver<KeyValuePair<string, object?>>.OnError(Exception error) => throw error;

    public void Dispose()
    {
        _requests.Dispose();
        foreach (var subscription in _subscriptions)
        {
            subscription.Dispose();
        }
    }

    private static bool IsInRequest()
    {
        var span = Activity.Current;
        while (span?.Parent is { } parent)
        {
            span = parent;
        }

        return span?.OperationName == "Microsoft.AspNetCore.Hosting.HttpRequestIn";
    }
}

/// <summary>What was sent at once.</summary>
internal sealed record RequestStatement(string Sql, IReadOnlyList<NpgsqlParameter> Parameters)
{
    public IEnumerable<RequestStatement> Alone() =>
        from sql in Sql.Split(";\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        let named = Parameters.Where(parameter => Regex.IsMatch(sql, $"@{Regex.Escape(parameter.ParameterName.TrimStart('@'))}\\b")).ToList()
        select new RequestStatement(sql.TrimEnd(';'), named);
}
