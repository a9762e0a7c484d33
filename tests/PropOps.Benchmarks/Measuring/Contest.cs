namespace PropOps.Benchmarks.Measuring;

/// <summary>
/// Contenders that take turns, a few seconds each, so that what else the machine does meets all of them. What counts is the
/// median of the rounds.
/// </summary>
internal static class Contest
{
    private const int Rounds = 3;

    /// <returns>the median run of each, in their order.</returns>
    public static async Task<IReadOnlyList<Run>> Between(params Func<Task<Run>>[] contenders)
    {
        // Nobody is measured cold.
        foreach (var contender in contenders)
        {
            await contender();
        }

        var runs = contenders.Select(_ => new List<Run>()).ToList();
        for (var round = 0; round < Rounds; round++)
        {
            for (var index = 0; index < contenders.Length; index++)
            {
                runs[index].Add(await contenders[index]());
            }
        }

        return runs.ConvertAll(ofOne => new Run(Median(ofOne, run => run.Rate), Median(ofOne, run => run.P99)));
    }

    private static double Median(List<Run> runs, Func<Run, double> of) => runs.Select(of).Order().ElementAt(Rounds / 2);
}
