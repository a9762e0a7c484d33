using PropOps.Domain.Kernel;

namespace PropOps.Domain.Directory;

/// <summary>A place where work is done. Not personal data by itself, so it is stored in plain text and can be searched.</summary>
public sealed class Address : AggregateRoot
{
    private Address()
    {
    }

    public Address(string line1, string? line2, string city, string postcode, long? landlordId, long? branchId, DateTimeOffset at)
    {
        (Line1, Line2, City, Postcode, LandlordId, BranchId) = (line1, line2, city, postcode, landlordId, branchId);
        FullAddress = string.Join(", ", new[] { line1, line2, city, postcode }.Where(part => !string.IsNullOrEmpty(part)));
        Created(at);
    }

    public string Line1 { get; private set; } = "";

    public string? Line2 { get; private set; }

    public string City { get; private set; } = "";

    public string Postcode { get; private set; } = "";

    /// <summary>One line: street, town, postcode.</summary>
    public string FullAddress { get; private set; } = "";

    public long? LandlordId { get; private set; }

    public long? BranchId { get; private set; }

    public bool IsActive { get; private set; } = true;
}
