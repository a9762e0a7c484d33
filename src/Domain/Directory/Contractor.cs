using PropOps.Domain.Kernel;

namespace PropOps.Domain.Directory;

/// <summary>A firm, or a single trader, that does the work. Person's names and contact data are encrypted at rest.</summary>
public sealed class Contractor : AggregateRoot
{
    private Contractor()
    {
    }

    public Contractor(string firstName, string lastName, string? companyName, string? email, string? phone, IReadOnlyList<int> tradeIds, DateTimeOffset at)
    {
        (FirstName, LastName, CompanyName, Email, Phone, TradeIds) = (firstName, lastName, companyName, email, phone, tradeIds);
        Created(at);
    }

    public string FirstName { get; private set; } = "";

    public string LastName { get; private set; } = "";

    public string? CompanyName { get; private set; }

    /// <summary>The trading name, else the person's.</summary>
    public string Name => CompanyName ?? $"{FirstName} {LastName}".Trim();

    public string? Email { get; private set; }

    /// <summary>E.164.</summary>
    public string? Phone { get; private set; }

    public string? Language { get; private set; }

    /// <summary>Job types the firm works in.</summary>
    public IReadOnlyList<int> TradeIds { get; private set; } = [];

    /// <summary>Can be given jobs.</summary>
    public bool IsActive { get; private set; } = true;

    /// <summary>Own staff, not a firm: what they are given counts as accepted.</summary>
    public bool IsInHouse { get; private set; }

    /// <summary>Tells the others that there is a new firm.</summary>
    public void Open() => Raise(new ContractorOpened(this));
}

public sealed record ContractorOpened(Contractor Contractor) : IDomainEvent;
