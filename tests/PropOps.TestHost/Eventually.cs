using System.Diagnostics;

namespace PropOps.TestHost;

/// <summary>Waits for what others bring about, by asking.</summary>
public static class Eventually
{
    /// <summary>For a busy machine; what is waited for takes seconds at most.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks until the answer is good.</summary>
    /// <exception cref="TimeoutException">with the last answer, when patience ends.</exception>
    public static async Task<T> Get<T>(string what, Func<Task<T>> probe, Func<T, bool> good)
    {
        for (var waited = Stopwatch.StartNew(); ;)
        {
            var answer = await probe();
            if (good(answer))
            {
                return answer;
            }

            if (waited.Elapsed > Patience)
            {
                throw new TimeoutException($"{what}: still {answer} after {Patience.TotalSeconds} s.");
            }

            await Task.Delay(Pause);
        }
    }

    /// <summary>Asks until it is so.</summary>
    /// <exception cref="TimeoutException">when patience ends.</exception>
    public static Task Holds(string what, Func<Task<bool>> holds) => Get(what, holds, answer => answer);
}
