using System.Diagnostics;

namespace PropOps.EndToEndTests;

public static class Eventually
{
    /// <summary>For a busy machine; what is waited for takes seconds.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Asks until the answer is good; fails with the last answer when patience ends.</summary>
    public static async Task<T> Get<T>(string what, Func<Task<T>> probe, Func<T, bool> good)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var answer = await probe();
            if (good(answer))
            {
                return answer;
            }

            if (waited.Elapsed > Patience)
            {
                Assert.Fail($"{what}: still {answer} after {Patience.TotalSeconds} s.");
            }

            await Task.Delay(Pause);
        }
    }
}
