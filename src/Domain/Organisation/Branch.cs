using PropOps.Domain.Kernel;

namespace PropOps.Domain.Organisation;

/// <summary>An office that looks after jobs; agents see the jobs of the branches they reach.</summary>
public sealed class Branch : AggregateRoot
{
    private Branch()
    {
    }

    public Branch(string name, string? code, DateTimeOffset at)
    {
        (Name, Code) = (name, code);
        Created(at);
    }

    public string Name { get; private set; } = "";

    public string? Code { get; private set; }

    public bool IsActive { get; private set; } = true;

    /// <summary>Agents of one pooled branch reach every pooled branch.</summary>
    public bool IsPooled { get; private set; }
}

/// <summary>A branch lets the agents of another one see its jobs.</summary>
public sealed class BranchShare
{
    private BranchShare()
    {
    }

    public BranchShare(long branchId, long sharedWithId) => (BranchId, SharedWithId) = (branchId, sharedWithId);

    public long BranchId { get; private set; }

    public long SharedWithId { get; private set; }
}
