namespace PropOps.Application.Persistence;

/// <summary>Which engine keeps the data.</summary>
public interface IDatabaseKind
{
    /// <summary>As <c>Database__Provider</c> names it.</summary>
    string Name { get; }
}
