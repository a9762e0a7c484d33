namespace PropOps.Domain.Kernel;

/// <summary>Who does something, as history and events keep it; <see cref="Product"/> where nobody does.</summary>
/// <param name="AccountId">null for the product itself.</param>
public sealed record Actor(long? AccountId, Guid? AccountUuid, string Name, Identity.AccountType? AccountType, Via Via)
{
    /// <summary>Who acted as that account; the name tells both.</summary>
    public Guid? ImpersonatedBy { get; init; }

    public static Actor Product { get; } = new(null, null, "System", null, Via.System);

    /// <summary>The product, at its set times.</summary>
    public static Actor Schedule { get; } = Product with { Via = Via.Cron };
}

/// <summary>The door through which something was done.</summary>
public enum Via
{
    /// <summary>A signed-in browser: session cookie.</summary>
    Ui,

    /// <summary>A program: bearer token.</summary>
    Api,

    /// <summary>A person with a link, without an account.</summary>
    Link,

    /// <summary>A scheduled task.</summary>
    Cron,

    /// <summary>The product itself.</summary>
    System,

    /// <summary>An import of files.</summary>
    Import,
}
