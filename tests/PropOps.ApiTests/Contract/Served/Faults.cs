using System.Collections.Concurrent;
using PropOps.ApiTests.Hosting;

namespace PropOps.ApiTests.Contract.Served;

/// <summary>What a test over all operations finds: every fault, in words, not only the first.</summary>
internal sealed class Faults
{
    private const int AtOnce = 24;
    private const int MostShown = 60;
    private readonly ConcurrentBag<string> _found = [];

    public void Add(string fault) => _found.Add(fault);

    public void RequireNone() => Assert.That(
        _found, Is.Empty, $"{_found.Count} faults:\n{string.Join('\n', _found.Order(StringComparer.Ordinal).Take(MostShown))}\n");

    /// <summary>Runs the cases beside each other. What a case throws, the answer check of every test included, is a fault of that case.</summary>
    public Task Judge<T>(IEnumerable<T> cases, Func<T, Task> judge)
        where T : notnull =>
        Parallel.ForEachAsync(cases, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (one, _) =>
        {
            try
            {
                await judge(one);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                Add($"{one}: {exception.Message}");
            }
        });

    public static string Describe(ApiAnswer answer) => $"{answer.Status} {answer.Body}" is { Length: > 400 } text ? text[..400] + "…" : $"{answer.Status} {answer.Body}";
}
