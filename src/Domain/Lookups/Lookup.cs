namespace PropOps.Domain.Lookups;

/// <summary>One row of a list that the organisation keeps. Ids never change meaning.</summary>
public abstract class Lookup
{
    public int Id { get; init; }

    public Guid Uuid { get; init; } = Guid.CreateVersion7();

    public required string Name { get; set; }

    public int SortOrder { get; set; }

    public string? Colour { get; set; }

    public bool IsActive { get; set; } = true;

    /// <summary>Can be renamed, recoloured and reordered, but neither switched off nor deleted.</summary>
    public bool IsSystem { get; init; }

    public int Version { get; set; } = 1;
}
