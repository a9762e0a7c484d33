using PropOps.Application.Names;
using PropOps.Application.UseCases;
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

    /// <summary>Asks for the key of a request that needs none for one's own record (own_exempt), once the record is known.</summary>
    /// <param name="accountId">whose record it is.</param>
    /// <exception cref="ForbiddenRefusal">it is another account's, and the key is missing.</exception>
    void RequireUnlessOwn<TRequest>(long accountId)
    {
        var caller = RequireCaller();
        if (caller.Id != accountId && !((PermissionAttribute)Access<TRequest>.Rule).IsHeldBy(caller))
        {
            throw new ForbiddenRefusal();
        }
    }
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

    public bool HasSecondFactor { get; init; }

    public bool HasVerifiedEmail { get; init; }

    public bool MustChangePassword { get; init; }

    /// <summary>Who acts as this account; null = its owner.</summary>
    public Named? ActedBy { get; init; }

    public required CallerSession Session { get; init; }

    public Via Via => Session.Kind.IsInCookie() ? Via.Ui : Via.Api;

    /// <summary>A second factor is on, and this session has not passed it yet.</summary>
    public bool OwesSecondFactor => HasSecondFactor && !Session.PassedSecondFactor;

    public Authority Authority => new(Uuid, Type, Level, RoleUuid, Permissions, SpendLimit);

    /// <summary>For what secures accounts: neither who acts as somebody else nor a token made for a program may do it.</summary>
    /// <exception cref="ForbiddenRefusal">they may not.</exception>
    public void RequireMaySecure()
    {
        RequireOwnHands();
        if (!Session.MaySecure)
        {
            throw new ForbiddenRefusal();
        }
    }

    /// <exception cref="ForbiddenRefusal">somebody acts as this account.</exception>
    public void RequireOwnHands()
    {
        if (ActedBy is not null)
        {
            throw new ForbiddenRefusal("Not possible while acting as somebody else");
        }
    }

    public bool Holds(string key) => Permissions.Holds(key);

    /// <summary>The account as it stands, in this session. What it reaches beyond itself is the authenticator's to add.</summary>
    public static Caller Of(AccountPower power, CallerSession session)
    {
        var (user, role) = (power.Account, power.Role);
        return new Caller
        {
            Id = user.Id,
            Uuid = user.Uuid,
            Name = user.Name,
            Type = user.AccountType,
            Level = power.Level,
            RoleId = role?.Id,
            RoleUuid = role?.Uuid,
            RoleName = role?.Name,
            Permissions = power.Keys,
            PermissionsVersion = user.PermissionsVersion,
            SpendLimit = power.SpendLimit,
            BranchIds = [.. user.Branches.OrderBy(branch => branch.Position).Select(branch => branch.BranchId)],
            ContractorId = user.ContractorId,
            MemberRole = user.MemberRole,
            TenantId = user.TenantId,
            LandlordId = user.LandlordId,
            Status = user.Status,
            HasSecondFactor = user.SecondFactorSince is not null,
            HasVerifiedEmail = user.EmailVerifiedAt is not null,
            MustChangePassword = user.MustChangePassword,
            Session = session,
        };
    }
}

/// <summary>The session by which the caller is known.</summary>
public sealed record CallerSession(long Id, Guid Uuid, SessionKind Kind, DateTimeOffset ExpiresAt)
{
    /// <summary>When the caller last showed who they are by more than the session itself; null = never in this session.</summary>
    public DateTimeOffset? ProvenAt { get; init; }

    public bool PassedSecondFactor { get; init; }

    public bool AwaitsPin { get; init; }

    /// <summary>A token that its owner made for a program, behind a fresh proof.</summary>
    public bool IsPersonal => Kind == SessionKind.Personal;

    public bool IsCsrfExempt { get; init; }

    /// <summary>Keys to which a personal token is limited; empty = all that its account holds.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>
    /// May change what secures the account and others: what needs a fresh proof, and what clears a gate. A scoped or exempt
    /// token may not (TOK-2), and nobody who acts as somebody else.
    /// </summary>
    public bool MaySecure => !IsCsrfExempt && Scopes.Count == 0 && Kind != SessionKind.Acting;

    public static CallerSession Of(Session session) => new(session.Id, session.Uuid, session.Kind, session.ExpiresAt)
    {
        ProvenAt = session.ProvenAt, PassedSecondFactor = session.PassedSecondFactor, AwaitsPin = session.AwaitsPin,
    };
}
