namespace PropOps.Application.Persistence;

/// <summary>How long the database commands of this request took, in sum; shown in a header of its answer.</summary>
public sealed class DatabaseClock
{
    public TimeSpan Total { get; private set; }

    public void Add(TimeSpan duration) => Total += duration;
}
