namespace PropOps.Domain.Kernel;

/// <summary>The unit of change: loaded whole, changed through its methods, saved in one transaction.</summary>
public abstract class AggregateRoot : Entity, IAggregate
{
    private readonly List<IDomainEvent> _events = [];

    /// <summary>Grows with every change, starting at 1; a client that sends another version than the stored one lost a race.</summary>
    public int Version { get; private set; } = 1;

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public IReadOnlyList<IDomainEvent> DomainEvents => _events;

    public void ClearDomainEvents() => _events.Clear();

    protected void Raise(IDomainEvent domainEvent) => _events.Add(domainEvent);

    protected void Created(DateTimeOffset at) => CreatedAt = UpdatedAt = at;

    protected void Changed(DateTimeOffset at)
    {
        Version++;
        UpdatedAt = at;
    }

    /// <summary>Something that hangs on it changed, and nothing of its own: the version stays.</summary>
    protected void Touched(DateTimeOffset at) => UpdatedAt = at;

    /// <summary>Refuses a change that was meant for another version than the one stored.</summary>
    /// <exception cref="ConflictRefusal">when <paramref name="expected"/> was sent and differs.</exception>
    public void RequireVersion(int? expected)
    {
        if (expected is { } version && version != Version)
        {
            throw ConflictRefusal.ChangedBySomeoneElse();
        }
    }
}
