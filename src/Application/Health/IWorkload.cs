using System.Text.Json.Serialization;

namespace PropOps.Application.Health;

/// <summary>What is waiting to be done in the background, and who does it.</summary>
public interface IWorkload
{
    Task<OutboxHealth> Outbox(CancellationToken cancellationToken);

    BackgroundJobsHealth Jobs();

    /// <summary>The nodes that gave a sign of life lately.</summary>
    IReadOnlyList<HealthNode> Nodes();
}

/// <param name="Waiting">events that some handler has not dealt with yet; dead ones are not among them.</param>
/// <param name="Dead">events that were given up.</param>
public sealed record OutboxHealth(int Waiting, int OldestSeconds, int Dead)
{
    private const int LateSeconds = 120;

    [JsonIgnore]
    public bool IsLate => OldestSeconds > LateSeconds;

    [JsonIgnore]
    public string Lateness => $"The oldest of {Waiting} events has waited for {OldestSeconds} seconds";

    [JsonIgnore]
    public string Losses => $"{Dead} events were given up";
}

public sealed record BackgroundJobsHealth(long Enqueued, long Processing, long Failed);

public sealed record HealthNode(string Node, DateTimeOffset StartedAt, string Version);
