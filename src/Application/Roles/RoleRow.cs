using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using PropOps.Application.Identity;
using PropOps.Application.Persistence;
using PropOps.Domain.Identity;

namespace PropOps.Application.Roles;

/// <summary>A role as it is shown.</summary>
public sealed record RoleRow
{
    [JsonPropertyName("ID")]
    public required long Id { get; init; }

    /// <summary>The same, as the published API spells it here.</summary>
    [JsonPropertyName("id")]
    public long SameId => Id;

    public required Guid Uuid { get; init; }

    public required string Name { get; init; }

    public required string? Description { get; init; }

    public required int Level { get; init; }

    public required string AccountType { get; init; }

    public required int AccountTypeId { get; init; }

    public required int SortOrder { get; init; }

    /// <summary>0 or 1, as published.</summary>
    public required int IsActive { get; init; }

    public required bool IsSystem { get; init; }

    public required long? ParentRoleId { get; init; }

    public required int UsersCount { get; init; }

    public required int PermissionsCount { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Permissions { get; init; }

    /// <summary>Keys of the parent that the maker does not hold, and so could not hand on.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? SkippedKeys { get; init; }

    public required decimal? SpendLimit { get; init; }

    public required bool CanEdit { get; init; }

    public required int Version { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>Shows roles to the caller.</summary>
internal sealed class RoleRows(IReadDb db, PermissionRegistry registry, ICurrentUser currentUser)
{
    public async Task<RoleRow> Of(Role role, CancellationToken cancellationToken) => (await Of([role], withPermissions: false, cancellationToken))[0];

    public async Task<IReadOnlyList<RoleRow>> Of(IReadOnlyList<Role> roles, bool withPermissions, CancellationToken cancellationToken)
    {
        var authority = currentUser.RequireCaller().Authority;
        var ids = roles.Select(role => role.Id).ToList();
        var accounts = await db.Of<User>().Where(user => user.RoleId != null && ids.Contains(user.RoleId.Value))
            .GroupBy(user => user.RoleId!.Value)
            .Select(users => new { RoleId = users.Key, Count = users.Count() })
            .ToDictionaryAsync(row => row.RoleId, row => row.Count, cancellationToken);
        return
        [
            .. from role in roles
               let keys = registry.Catalogue.Given(role.Keys).Keys
               select new RoleRow
               {
                   Id = role.Id,
                   Uuid = role.Uuid,
                   Name = role.Name,
                   Description = role.Description,
                   Level = role.Level,
                   AccountType = role.AccountType.ToString(),
                   AccountTypeId = (int)role.AccountType,
                   SortOrder = role.SortOrder,
                   IsActive = role.IsActive ? 1 : 0,
                   IsSystem = role.IsSystem,
                   ParentRoleId = role.ParentRoleId,
                   UsersCount = accounts.GetValueOrDefault(role.Id),
                   PermissionsCount = keys.Count,
                   Permissions = withPermissions ? keys : null,
                   SpendLimit = role.SpendLimit?.ToDecimal(),
                   CanEdit = authority.IsStrongerThan(role.Level),
                   Version = role.Version,
                   CreatedAt = role.CreatedAt,
                   UpdatedAt = role.UpdatedAt,
               },
        ];
    }
}
