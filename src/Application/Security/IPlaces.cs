namespace PropOps.Application.Security;

/// <summary>Where a network address is, as far as that is known.</summary>
public interface IPlaces
{
    Place? Find(string? ipAddress);
}

/// <param name="CountryCode">ISO 3166 alpha-2.</param>
/// <param name="Name">town and country, or the country alone.</param>
public sealed record Place(string CountryCode, string Name);
