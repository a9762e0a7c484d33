namespace PropOps.Application.UseCases;

/// <summary>A record of which one instance may be part of many answers. It never changes.</summary>
public interface IKeptAnswer
{
    /// <summary>This instance is kept in memory, so its text is worth keeping too.</summary>
    bool IsKept { get; }
}
