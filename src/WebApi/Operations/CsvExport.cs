using PropOps.Application.Activity;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;

namespace PropOps.WebApi.Operations;

/// <summary>A list as a download instead of the envelope: <c>format=csv</c> (CSV-1 to CSV-3).</summary>
internal abstract class CsvExport(string name, IReadOnlyList<string> columns)
{
    public const string MediaType = "text/csv";

    /// <summary>What may be on its way for longer than other answers.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(300);

    public string Name { get; } = name;

    /// <summary>Fields of the list's records, in the order of the file.</summary>
    public IReadOnlyList<string> Columns { get; } = columns;

    public abstract Type HandlerType { get; }

    public static bool IsAskedFor(HttpContext http) => http.Request.Query["format"] is [.., "csv"];

    public abstract Task<FileAnswer> Run(IServiceProvider services, RequestInput input, CancellationToken cancellationToken);
}

internal sealed class CsvExport<TRequest, TRow>(string name, IReadOnlyList<string> columns) : CsvExport(name, columns)
    where TRequest : notnull
{
    private readonly CsvWriter<TRow> _writer = new(columns);

    public override Type HandlerType => typeof(IHandler<TRequest, IAsyncEnumerable<TRow>>);

    public override async Task<FileAnswer> Run(IServiceProvider services, RequestInput input, CancellationToken cancellationToken)
    {
        var request = RequestReader<TRequest>.Read(input);
        var rows = await services.GetRequiredService<Pipeline>().Execute(
            services.GetRequiredService<IHandler<TRequest, IAsyncEnumerable<TRow>>>(), request, beforeCommit: null, cancellationToken);

        // The first row is read before the file begins: what fails until then is refused in the envelope.
        var reader = rows.GetAsyncEnumerator(cancellationToken);
        var hasRow = await reader.MoveNextAsync();
        return new FileAnswer($"{MediaType}; charset=utf-8", $"{Name}.csv", async (body, ct) =>
        {
            await using var _ = reader;
            var sent = 0L;
            try
            {
                await _writer.Write(body, Counted(), ct);
            }
            finally
            {
                await LeaveTrace(services, input, sent);
            }

            async IAsyncEnumerable<TRow> Counted()
            {
                for (var more = hasRow; more; more = await reader.MoveNextAsync())
                {
                    yield return reader.Current;
                    sent++;
                }
            }
        });
    }

    /// <summary>Whatever became of it: what was sent has left the house.</summary>
    private static Task LeaveTrace(IServiceProvider services, RequestInput input, long rows)
    {
        var activity = services.GetRequiredService<ActivityDraft>();
        var filters = (input.Values ?? new Dictionary<string, string?[]>())
            .Where(value => value.Key != "format" && RequestShape.Of(typeof(TRequest)).Fields.Any(field => field.Spellings.Contains(value.Key)));
        activity.Exported(rows, filters.ToDictionary(value => value.Key, value => string.Join(",", value.Value)));
        return services.GetRequiredService<ITransaction>().Run(
            () =>
            {
                services.GetRequiredService<IActivityLog>().Add(activity);
                return Task.FromResult(true);
            },
            CancellationToken.None);
    }
}
