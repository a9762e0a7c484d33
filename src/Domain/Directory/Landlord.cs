using PropOps.Domain.Kernel;

namespace PropOps.Domain.Directory;

/// <summary>Who owns an address. Name and contact data are encrypted at rest.</summary>
public sealed class Landlord : AggregateRoot
{
    private Landlord()
    {
    }

    public Landlord(string name, string? companyName, string? email, string? phone, DateTimeOffset at)
    {
        (Name, CompanyName, Email, Phone) = (name, companyName, email, phone);
        Created(at);
    }

    public string Name { get; private set; } = "";

    public string? CompanyName { get; private set; }

    public string? Email { get; private set; }

    /// <summary>E.164.</summary>
    public string? Phone { get; private set; }

    public string? Language { get; private set; }

    public bool IsActive { get; private set; } = true;
}
