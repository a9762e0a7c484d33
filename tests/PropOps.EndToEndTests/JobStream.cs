using System.Collections.Concurrent;

namespace PropOps.EndToEndTests;

/// <summary>Clients that raise jobs, each one after the other, and keep what they were told.</summary>
public sealed class JobStream(long addressId, long agentId)
{
    private static readonly TimeSpan PauseAfterRefusal = TimeSpan.FromMilliseconds(100);

    /// <summary>The job of each create that was answered with success.</summary>
    public ConcurrentBag<string> Acknowledged { get; } = [];

    /// <summary>Those that got no answer, or 503: whose they are, and their keys.</summary>
    public ConcurrentQueue<(string Name, string Key)> Unanswered { get; } = [];

    /// <summary>Every other answer that came.</summary>
    public ConcurrentBag<Answered> Refused { get; } = [];

    /// <summary>Raises jobs until told to stop, or until nobody answers.</summary>
    public async Task Flow(ApiSession client, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && await Create(client, Guid.NewGuid().ToString()))
        {
            // The next one.
        }
    }

    /// <summary>Asks again, each client with its own keys, for what was not answered.</summary>
    public async Task Repeat(IReadOnlyList<ApiSession> clients)
    {
        while (Unanswered.TryDequeue(out var create))
        {
            var job = await clients.Single(client => client.Name == create.Name).CreateJob(addressId, agentId, create.Key) ?? throw new InvalidOperationException("The product died again.");
            Acknowledged.Add(job.GetProperty("uuid").GetString()!);
        }
    }

    private async Task<bool> Create(ApiSession client, string key)
    {
        try
        {
            var answer = await client.TryCreateJob(addressId, agentId, key);
            switch (answer.Status)
            {
                case 200:
                    Acknowledged.Add(answer.Body.GetProperty("data").GetProperty("uuid").GetString()!);
                    break;
                case 503:
                    Unanswered.Enqueue((client.Name, key));
                    Refused.Add(answer);
                    await Task.Delay(PauseAfterRefusal);
                    break;
                default:
                    Refused.Add(answer);
                    break;
            }

            return true;
        }
        catch (HttpRequestException)
        {
            Unanswered.Enqueue((client.Name, key));
            return false;
        }
    }
}
