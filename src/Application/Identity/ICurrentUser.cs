using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;

namespace PropOps.Application.Identity;

/// <summary>Who is calling. Nobody (null) is an anonymous request, or the product itself in the background.</summary>
public interface ICurrentUser
{
    Caller? Caller { get; }

    /// <summary>Who does it, for history, events and the activity log.</summary>
    Actor Actor { get; }

    /// <exception cref="UnauthenticatedRefusal">when nobody is signed in.</exception>
    Caller RequireCaller() => Caller ?? throw new UnauthenticatedRefusal();
}

/// <summary>A signed-in account with what it may do and reach, as of this request.</summary>
public sealed record Caller
{
    public required long Id { get; init; }

    public required Guid Uuid { get; init; }

    public required string Name { get; init; }

    public required AccountType Type { get; init; }

    public required int Level { get; init; }

    public long? RoleId { get; init; }

    public Guid? RoleUuid { get; init; }

    public string? RoleName { get; init; }

    public required PermissionSet Permissions { get; init; }

    public required int PermissionsVersion { get; init; }

    /// <summary>What a single order may cost; null is no limit (ACC-10).</summary>
    public Money? SpendLimit { get; init; }

    /// <summary>Branches the account belongs to, the first one joined first.</summary>
    public IReadOnlyList<long> BranchIds { get; init; } = [];

    /// <summary>Branches whose jobs an agent sees: own, shared and pooled ones.</summary>
    public IReadOnlyList<long> ReachedBranchIds { get; init; } = [];

    public long? ContractorId { get; init; }

    public MemberRole? MemberRole { get; init; }

    public long? TenantId { get; init; }

    public long? LandlordId { get; init; }

    public AccountStatus Status { get; init; } = AccountStatus.Active;

    public required CallerSession Session { get; init; }

    public Via Via => Session.Kind == SessionKind.Web ? Via.Ui : Via.Api;

    public Authority Authority => new(Uuid, Type, Level, RoleUuid, Permissions, SpendLimit);

    public bool Holds(string key) => Permissions.Holds(key);
}

/// <summary>The session by which the caller is known.</summary>
public sealed record CallerSession(long Id, Guid Uuid, SessionKind Kind, DateTimeOffset ExpiresAt);
