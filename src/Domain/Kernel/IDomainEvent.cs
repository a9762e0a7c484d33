namespace PropOps.Domain.Kernel;

/// <summary>A fact inside one module. A module's <c>OutgoingEvents</c> decides which of them leave it, and as what.</summary>
public interface IDomainEvent;
