namespace PropOps.Domain.Kernel;

/// <summary>
/// Something with an identity of its own. Both names are known before the save: <see cref="Id"/> is the published
/// integer (given when the entity is added to its repository), <see cref="Uuid"/> the public UUID v7.
/// </summary>
public abstract class Entity
{
    public long Id { get; private set; }

    public Guid Uuid { get; private set; } = Guid.CreateVersion7();
}
