using System.Text.Json.Serialization;
using PropOps.Domain.Identity;

namespace PropOps.Application.Accounts;

/// <summary>An account as it is shown. What secures it, and what it may spend, is shown to itself and to Staff.</summary>
public sealed record AccountRow
{
    [JsonPropertyName("ID")]
    public required long Id { get; init; }

    public required Guid Uuid { get; init; }

    public required string FirstName { get; init; }

    public required string LastName { get; init; }

    public required string Name { get; init; }

    public required string Email { get; init; }

    public required string? Phone { get; init; }

    public required int AccountTypeId { get; init; }

    public required string AccountTypeName { get; init; }

    public required int AccountStatusId { get; init; }

    public required string AccountStatusName { get; init; }

    public required PendingReason? PendingReason { get; init; }

    public required long? BranchId { get; init; }

    public required IReadOnlyList<long> BranchIds { get; init; }

    public required long? RoleId { get; init; }

    public required string? RoleName { get; init; }

    public required int Level { get; init; }

    public required string? AvatarUrl { get; init; }

    public required string? Language { get; init; }

    public required string? TimeZone { get; init; }

    public required DateTimeOffset? EmailVerifiedAt { get; init; }

    public required bool MfaEnabled { get; init; }

    public required DateTimeOffset? OnboardingCompletedAt { get; init; }

    public required DateTimeOffset? LastLoginAt { get; init; }

    public required DateTimeOffset? LastActivityAt { get; init; }

    public required bool IsOnline { get; init; }

    public required bool? IsBlacklisted { get; init; }

    public required DateTimeOffset? LockedUntil { get; init; }

    public required DateTimeOffset? PasswordChangedAt { get; init; }

    public required bool MustChangePassword { get; init; }

    public required long? ContractorId { get; init; }

    public required MemberRole? MemberRole { get; init; }

    public required long? TenantId { get; init; }

    public required long? LandlordId { get; init; }

    public required decimal? SpendLimit { get; init; }

    public required bool CanManage { get; init; }

    public required int Version { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public required string? CreatedByName { get; init; }
}
