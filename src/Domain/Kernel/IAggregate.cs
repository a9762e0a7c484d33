namespace PropOps.Domain.Kernel;

/// <summary>What is loaded, changed and saved as one, and tells what happened to it.</summary>
public interface IAggregate
{
    /// <summary>What happened since the aggregate was loaded, in order. Cleared only after the save.</summary>
    IReadOnlyList<IDomainEvent> DomainEvents { get; }

    void ClearDomainEvents();
}
