using System.Globalization;
using System.Reflection;
using System.Text.Json;
using PropOps.Application.Input;
using PropOps.WebApi.Operations;

namespace PropOps.UnitTests.Contract;

/// <summary>A request record against the input that the contract lists.</summary>
internal static class InputComparison
{
    public static IEnumerable<string> Faults(ContractOperation contract, Operation operation)
    {
        var ours = RequestShape.Of(operation.RequestType).Fields.ToDictionary(field => field.Name);
        var blank = Activator.CreateInstance(operation.RequestType)!;
        foreach (var field in contract.Input)
        {
            if (!ours.Remove(field.Name, out var own))
            {
                if (!field.Waits)
                {
                    yield return $"{field.Name} is missing in {operation.RequestType.Name}";
                }

                continue;
            }

            foreach (var fault in Faults(field, own, operation.Method).Concat(DefaultFaults(field, own, blank)))
            {
                yield return $"{field.Name}: {fault}";
            }
        }

        foreach (var name in ours.Keys)
        {
            yield return $"{name} is unknown to the contract";
        }
    }

    private static IEnumerable<string> Faults(ContractField contract, RequestField own, string method)
    {
        if (contract.Waits)
        {
            yield return "is there, and still carries waits_for";
        }

        var place = own.IsFromPath ? "path" : method == "GET" ? "query" : "body";
        if (contract.In != place)
        {
            yield return $"in is {contract.In} in the contract, {place} in the record";
        }

        if (!WireTypes.Fits(contract.Type, contract.Items, own.ValueType))
        {
            yield return $"type is {contract.Type} {contract.Items} in the contract, {own.ValueType} in the record";
            yield break;
        }

        if (contract.IsRequired != own.IsRequired)
        {
            yield return $"required is {contract.IsRequired} in the contract, {own.IsRequired} in the record";
        }

        // Outside a patch, null also says that the field was left out.
        if (own.IsPatch ? contract.IsNullable != own.IsNullable : contract.IsNullable && !own.IsNullable)
        {
            yield return $"nullable is {contract.IsNullable} in the contract, {own.IsNullable} in the record";
        }

        if (!contract.Aliases.ToHashSet().SetEquals(own.Spellings.Skip(1)))
        {
            yield return $"aliases are [{string.Join(", ", contract.Aliases)}] in the contract, [{string.Join(", ", own.Spellings.Skip(1))}] in the record";
        }

        if (EnumOf(own) is var values && !values.SetEquals(EnumOf(contract)))
        {
            yield return $"enum is [{string.Join(", ", contract.Enum)}] in the contract, [{string.Join(", ", values)}] in the record";
        }

        if ((LimitsOf(contract), LimitsOf(own.Property)) is var (said, kept) && said != kept)
        {
            yield return $"limits are {said} in the contract, {kept} in the record";
        }
    }

    private static IEnumerable<string> DefaultFaults(ContractField contract, RequestField own, object blank)
    {
        if (contract.Default is { } said
            && own.Property.GetValue(blank) is var value
            && JsonSerializer.SerializeToElement(value, own.Type, WireJson.Out).ToString() is var kept
            && !string.Equals(said, kept, StringComparison.OrdinalIgnoreCase))
        {
            yield return $"default is {said} in the contract, {kept} in the record";
        }
    }

    /// <summary>Which numbers are taken, a use case decides: its refusal has a text of its own.</summary>
    private static HashSet<string> EnumOf(ContractField field) =>
        (field.Items ?? field.Type) == "string" ? [.. field.Enum] : [];

    private static HashSet<string> EnumOf(RequestField field) =>
        [.. field.Property.GetCustomAttribute<OneOfAttribute>()?.Values ?? WireTypes.Names(field.ItemType ?? field.ValueType)];

    private static (decimal? Min, decimal? Max) LimitsOf(ContractField field) =>
        Normal(field.Type, Number(field.Min), Number(field.Max) ?? (field.Type == "email" ? EmailAddress.MaxLength : null));

    private static (decimal? Min, decimal? Max) LimitsOf(PropertyInfo property) =>
        property.GetCustomAttributes(inherit: true).Select(rule => rule switch
        {
            TextAttribute text => Normal("string", text.Min, text.Max),
            ItemsAttribute items => Normal("array", items.Min, items.Max),
            MailAddressAttribute => Normal("email", 0, EmailAddress.MaxLength),
            LimitsAttribute limits => (limits.Min, limits.Max),
            AmountAttribute amount => (amount.Min, amount.Max),
            _ => default((decimal?, decimal?)),
        }).FirstOrDefault(limits => limits != default);

    /// <summary>A length or number of items that must be at least 0 is not limited.</summary>
    private static (decimal? Min, decimal? Max) Normal(string type, decimal? min, decimal? max) =>
        (type is "string" or "email" or "array" && min == 0 ? null : min, max);

    private static decimal? Number(string? text) => text is null ? null : decimal.Parse(text, CultureInfo.InvariantCulture);
}
