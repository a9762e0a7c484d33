using PropOps.Domain.Kernel;

namespace PropOps.Domain.Identity;

/// <summary>What a new account is made of.</summary>
public sealed record NewAccount(string FirstName, string LastName, string Email, AccountType Type)
{
    public string? Phone { get; init; }

    public long? RoleId { get; init; }

    public IReadOnlyList<long> BranchIds { get; init; } = [];

    public long? ContractorId { get; init; }

    public MemberRole? MemberRole { get; init; }

    public long? TenantId { get; init; }

    public long? LandlordId { get; init; }

    public string? Language { get; init; }

    public string? TimeZone { get; init; }

    public Money? SpendLimit { get; init; }

    /// <summary>Who made it; null is the product.</summary>
    public long? CreatedById { get; init; }
}
