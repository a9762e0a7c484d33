using Microsoft.EntityFrameworkCore;
using PropOps.Application.Identity;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;

namespace PropOps.Application.Roles;

/// <summary>Every key, who holds it, and which of it the caller could change.</summary>
[Permission(RoleKeys.Matrix, AccountTypes = [Domain.Identity.AccountType.Staff])]
public sealed record GetPermissionMatrix
{
    [OneOf("api", "page", "notifications", "documents", "feature")]
    public string? Family { get; init; }

    [Limits(1, 5)]
    public int? AccountType { get; init; }

    [Text(2, 100)]
    public string? Search { get; init; }
}

public sealed record PermissionMatrix(IReadOnlyList<MatrixColumn> Columns, IReadOnlyList<MatrixRow> Rows)
{
    [AlsoAtTop]
    public int Count => Rows.Count;
}

/// <param name="Entity">role or account_type.</param>
public sealed record MatrixColumn(string Entity, long Id, string Name, int Level, int EnabledCount);

/// <param name="Values">by column, as <c>role:4</c>: held; <paramref name="Editable"/>: the caller may change it.</param>
public sealed record MatrixRow(
    string Key,
    string Family,
    string Group,
    string Label,
    IReadOnlyList<string> DependsOn,
    IReadOnlyDictionary<string, bool> Values,
    IReadOnlyDictionary<string, bool> Editable);

internal sealed class GetPermissionMatrixHandler(IReadDb db, PermissionRegistry registry, ICurrentUser currentUser) : IHandler<GetPermissionMatrix, PermissionMatrix>
{
    public async Task<PermissionMatrix> Handle(GetPermissionMatrix request, CancellationToken cancellationToken)
    {
        var by = currentUser.RequireCaller().Authority;
        var columns = await Columns(request, by, cancellationToken);
        var rows = from key in registry.Catalogue.Keys
                   let words = KeyWords.Of(key.Key)
                   where request.Family is null || words.Family == request.Family
                   where request.Search is null
                       || key.Key.Contains(request.Search, StringComparison.OrdinalIgnoreCase)
                       || words.Label.Contains(request.Search, StringComparison.OrdinalIgnoreCase)
                   select new MatrixRow(
                       key.Key,
                       words.Family,
                       words.Group,
                       words.Label,
                       registry.Catalogue.NeededBy(key.Key),
                       columns.ToDictionary(column => column.Name, column => column.Held.Holds(key.Key)),
                       columns.ToDictionary(column => column.Name, column => column.IsEditable(key)));
        return new PermissionMatrix([.. columns.Select(column => column.Shown)], [.. rows]);
    }

    private async Task<IReadOnlyList<Column>> Columns(GetPermissionMatrix request, Authority by, CancellationToken cancellationToken)
    {
        var type = (AccountType?)request.AccountType;
        var roles = await db.Of<Role>().Where(role => type == null || role.AccountType == type)
            .OrderBy(role => role.SortOrder).ThenBy(role => role.Level).ThenBy(role => role.Name).ToListAsync(cancellationToken);
        var types = await db.Of<AccountTypeProfile>().Where(profile => type == null || profile.Type == type).OrderBy(profile => profile.Type).ToListAsync(cancellationToken);
        return
        [
            .. roles.Select(role => Column.Of("role", role.Id, role.Name, role.Level, registry.Catalogue.Given(role.Keys), (key, _) =>
                by.IsStrongerThan(role.Level) && by.Keys.Holds(key.Key) && key.IsFor(role.AccountType))),
            .. types.Select(profile => Column.Of("account_type", (int)profile.Type, profile.Type.ToString(), profile.Level, registry.Catalogue.Given(profile.Keys), (key, held) =>
                by.IsStrongerThan(profile.Level) && by.Keys.Holds(key.Key) && key.IsFor(profile.Type) && !(held && profile.Type == by.Type))),
        ];
    }

    private sealed record Column(string Name, MatrixColumn Shown, PermissionSet Held, Func<KnownKey, bool> IsEditable)
    {
        public static Column Of(string entity, long id, string name, int level, PermissionSet held, Func<KnownKey, bool, bool> mayChange) =>
            new($"{entity}:{id}", new MatrixColumn(entity, id, name, level, held.Keys.Count), held, key => mayChange(key, held.Holds(key.Key)));
    }
}
