using System.Text.Json;
using PropOps.Application.UseCases;
using PropOps.WebApi.Operations;

namespace PropOps.UnitTests.Contract;

/// <summary>A line of the tables against the contract's operation of the same id.</summary>
internal static class OperationComparison
{
    public static IEnumerable<string> Faults(ContractOperation contract, Operation operation)
    {
        var (kind, permission, also, and, accountTypes) = AccessOf(operation.Access);
        var contractKind = contract.IsPublic ? "public" : contract.Roles.Count > 0 ? "roles" : contract.Permission is null ? "signed_in" : "permission";
        return new[]
        {
            Differs("method", contract.Method, operation.Method),
            Differs("path", contract.Path, operation.Path),
            Differs("action", contract.Action, operation.Action),
            Differs("default", contract.IsDefault, operation.IsDefault),
            Differs("also", Sorted(contract.Doors), Sorted(operation.Doors.Select(InWords))),
            Differs("csrf", contract.NeedsCsrf, operation.NeedsCsrf),
            Differs("rate_class", contract.RateClass, operation.RateClass.ToString().ToLowerInvariant()),
            Differs("csv", string.Join(", ", contract.Csv), string.Join(", ", operation.Csv?.Columns ?? [])),
            Differs("access", contractKind, kind),
            Differs("permission", contract.Permission, permission),
            Differs("roles", Sorted(contract.Roles), Sorted((operation.Access as RolesAttribute)?.Names ?? [])),
            Differs("permission_also", Sorted(contract.PermissionAlso), Sorted(also)),
            Differs("permission_and", Sorted(contract.PermissionAnd), Sorted(and)),
            Differs("account_types", Sorted(contract.AccountTypes), Sorted(accountTypes)),
            Differs("own_exempt", contract.IsOwnExempt, operation.Access is PermissionAttribute { OwnExempt: true }),
            Differs("reauth", contract.NeedsReauth, operation.Access.Reauth),
            Differs("gate", contract.Gate ?? "none", JsonNamingPolicy.SnakeCaseLower.ConvertName(operation.Access.Clears.ToString())),
        }.OfType<string>();
    }

    private static (string Kind, string? Permission, IEnumerable<string> Also, IEnumerable<string> And, IEnumerable<string> AccountTypes) AccessOf(AccessAttribute access) => access switch
    {
        AnyoneAttribute => ("public", null, [], [], []),
        SignedInAttribute => ("signed_in", null, [], [], []),
        RolesAttribute roles => ("roles", null, [], [], roles.AccountTypes.Select(type => type.ToString())),
        PermissionAttribute permission => ("permission", permission.Key, permission.Also, permission.And, permission.AccountTypes.Select(type => type.ToString())),
        _ => (access.GetType().Name, null, [], [], []),
    };

    private static string InWords(Door door) => door.Action is null ? $"{door.Method} {door.Path}" : $"{door.Method} {door.Path} action={door.Action}";

    private static string Sorted(IEnumerable<string> values) => $"[{string.Join(", ", values.Order(StringComparer.Ordinal))}]";

    private static string? Differs<T>(string what, T contract, T table) => Equals(contract, table) ? null : $"{what} is {contract?.ToString() ?? "none"} in the contract, {table?.ToString() ?? "none"} in the table";
}
