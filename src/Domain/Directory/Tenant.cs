using PropOps.Domain.Kernel;

namespace PropOps.Domain.Directory;

/// <summary>Somebody who lives at an address. Name and contact data are encrypted at rest.</summary>
public sealed class Tenant : AggregateRoot
{
    private Tenant()
    {
    }

    public Tenant(string name, string? email, string? phone, long? addressId, DateOnly? movedInOn, DateTimeOffset at)
    {
        (Name, Email, Phone, AddressId, MovedInOn) = (name, email, phone, addressId, movedInOn);
        Created(at);
    }

    public string Name { get; private set; } = "";

    public string? Email { get; private set; }

    /// <summary>E.164.</summary>
    public string? Phone { get; private set; }

    public string? Language { get; private set; }

    public long? AddressId { get; private set; }

    public DateOnly? MovedInOn { get; private set; }

    public bool IsActive { get; private set; } = true;
}
