using PropOps.Application.Input;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;

namespace PropOps.Application.Identity;

/// <summary>The caller's own resolved keys.</summary>
[SignedIn(PassesGates = true)]
public sealed record GetOwnPermissions
{
    public bool Explain { get; init; }
}

public sealed record PermissionMap(
    IReadOnlyDictionary<string, bool> Permissions,
    IReadOnlyDictionary<string, bool> Denied,
    [property: System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
    IReadOnlyDictionary<string, string>? Sources,
    PermissionRole? Role,
    PermissionAccountType AccountType,
    IReadOnlyList<long> BranchIds,
    int Version);

public sealed record PermissionRole(long Id, Guid Uuid, string Name, int Level);

public sealed record PermissionAccountType(int Id, string Name, int Level);

internal sealed class GetOwnPermissionsHandler(ICurrentUser currentUser) : IHandler<GetOwnPermissions, PermissionMap>
{
    public Task<PermissionMap> Handle(GetOwnPermissions request, CancellationToken cancellationToken)
    {
        var caller = currentUser.RequireCaller();
        return Task.FromResult(new PermissionMap(
            caller.Permissions.Keys.ToDictionary(key => key, _ => true),
            new Dictionary<string, bool>(),
            request.Explain ? caller.Permissions.Keys.ToDictionary(key => key, _ => "role") : null,
            caller.RoleId is { } role ? new(role, caller.RoleUuid!.Value, caller.RoleName!, caller.Level) : null,
            new((int)caller.Type, caller.Type.ToString(), caller.Type.Level()),
            caller.BranchIds,
            caller.PermissionsVersion));
    }
}
