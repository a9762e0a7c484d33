namespace PropOps.Domain.Identity;

/// <summary>What an account says of its owner.</summary>
/// <param name="Phone">E.164.</param>
/// <param name="Language">BCP 47; null is the organisation's.</param>
/// <param name="TimeZone">IANA name; null is the organisation's.</param>
public sealed record AccountProfile(string FirstName, string LastName, string Email, string? Phone, string? Language, string? TimeZone);
