using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;

namespace PropOps.Application.Identity;

/// <summary>The caller's own resolved keys.</summary>
[SignedIn(PassesGates = true)]
public sealed record GetOwnPermissions
{
    public bool Explain { get; init; }
}

/// <summary>What an account holds, and why.</summary>
public record PermissionMap
{
    public required IReadOnlyDictionary<string, bool> Permissions { get; init; }

    /// <summary>Revoked from the account, whoever gives them.</summary>
    public required IReadOnlyDictionary<string, bool> Denied { get; init; }

    /// <summary>role, account_type or user.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Sources { get; init; }

    public required PermissionRole? Role { get; init; }

    public required PermissionAccountType AccountType { get; init; }

    public required IReadOnlyList<long> BranchIds { get; init; }

    public required int Version { get; init; }

    internal static PermissionMap Of(AccountPower power, bool explain) => new()
    {
        Permissions = Marked(power.Keys.Keys),
        Denied = Marked(power.Account.RevokedKeys),
        Sources = explain ? power.Keys.Keys.ToDictionary(key => key, power.SourceOf) : null,
        Role = power.Role is { } role ? new(role.Id, role.Uuid, role.Name, role.Level) : null,
        AccountType = new((int)power.Type.Type, power.Type.Type.ToString(), power.Type.Level),
        BranchIds = [.. power.Account.Branches.OrderBy(branch => branch.Position).Select(branch => branch.BranchId)],
        Version = power.Account.PermissionsVersion,
    };

    internal static Dictionary<string, bool> Marked(IEnumerable<string> keys) => keys.ToDictionary(key => key, _ => true);
}

public sealed record PermissionRole(long Id, Guid Uuid, string Name, int Level);

public sealed record PermissionAccountType(int Id, string Name, int Level);

internal sealed class GetOwnPermissionsHandler(ICurrentUser currentUser, IReadDb db, AccountPowers powers) : IHandler<GetOwnPermissions, PermissionMap>
{
    public async Task<PermissionMap> Handle(GetOwnPermissions request, CancellationToken cancellationToken)
    {
        var caller = currentUser.RequireCaller();
        var power = await powers.Of(await db.Of<User>().SingleAsync(user => user.Id == caller.Id, cancellationToken), cancellationToken);

        // By a token of narrower scope the account holds less than is its own.
        return PermissionMap.Of(power, request.Explain) with { Permissions = PermissionMap.Marked(caller.Permissions.Keys) };
    }
}
