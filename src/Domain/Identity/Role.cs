using PropOps.Domain.Kernel;

namespace PropOps.Domain.Identity;

/// <summary>
/// A named set of permission keys for one account type. Keys are kept as patterns (<c>*</c> = any rest of the key), so
/// that a role seeded today also holds the keys of operations that are built tomorrow; <see cref="Minus"/> wins.
/// </summary>
public sealed class Role : AggregateRoot
{
    private Role()
    {
    }

    public Role(string name, int level, AccountType accountType, IReadOnlyList<string> grants, IReadOnlyList<string> minus, DateTimeOffset at)
    {
        (Name, Level, AccountType, Grants, Minus) = (name, level, accountType, grants, minus);
        Created(at);
    }

    public string Name { get; private set; } = "";

    /// <summary>1 is the strongest.</summary>
    public int Level { get; private set; }

    public AccountType AccountType { get; private set; }

    public IReadOnlyList<string> Grants { get; private set; } = [];

    public IReadOnlyList<string> Minus { get; private set; } = [];
}
