using PropOps.Domain.Kernel;

namespace PropOps.Domain.Lookups;

/// <summary>One row of a list that the organisation keeps. Ids never change meaning.</summary>
public abstract class Lookup : IAggregate
{
    private readonly List<IDomainEvent> _events = [];

    public int Id { get; init; }

    public Guid Uuid { get; init; } = Guid.CreateVersion7();

    public required string Name { get; set; }

    public int SortOrder { get; set; }

    public string? Colour { get; set; }

    public bool IsActive { get; set; } = true;

    /// <summary>Can be renamed, recoloured and reordered, but neither switched off nor deleted.</summary>
    public bool IsSystem { get; init; }

    public int Version { get; set; } = 1;

    public IReadOnlyList<IDomainEvent> DomainEvents => _events;

    public void ClearDomainEvents() => _events.Clear();

    /// <summary>Case and outer spaces tell no two names of a list apart.</summary>
    public bool IsNamed(string name) => string.Equals(Name.Trim(), name.Trim(), StringComparison.OrdinalIgnoreCase);

    protected void Raise(IDomainEvent domainEvent) => _events.Add(domainEvent);
}
