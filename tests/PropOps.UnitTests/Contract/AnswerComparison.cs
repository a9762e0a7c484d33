using System.Text.Json.Serialization.Metadata;
using PropOps.Application.UseCases;
using PropOps.WebApi.Documents;
using PropOps.WebApi.Operations;

namespace PropOps.UnitTests.Contract;

/// <summary>An answer's record, and the records in it, against the contract's objects.</summary>
internal sealed class AnswerComparison(ContractGroup group)
{
    private readonly HashSet<(string Object, Type Type)> _compared = [];
    private readonly List<string> _faults = [];

    public static IEnumerable<string> Faults(ContractOperation contract, Operation operation)
    {
        var shape = AnswerShape.Of(operation.AnswerType);
        var kind = shape.IsList ? "page" : shape.IsNothing ? "nothing" : shape.IsFile ? "file" : "object";
        if (contract.Answer is null || contract.Kind != kind)
        {
            return contract.Answer is null && contract.Kind == kind ? [] : [$"kind is {contract.Kind} in the contract, {kind} in the table"];
        }

        var comparison = new AnswerComparison(contract.Group);
        comparison.CompareObject(contract.Answer, shape.Item ?? shape.Data);
        comparison.CompareFields("beside data", contract.Extras.Where(field => !shape.IsCounted || field.Name != "count"), FieldsOf(shape.Data).Where(field => shape.IsList || IsAlsoAtTop(field)));
        return shape.IsCounted && contract.Extras.All(field => field.Name != "count")
            ? comparison._faults.Append("beside data: count is unknown to the contract")
            : comparison._faults;
    }

    private static IEnumerable<JsonPropertyInfo> FieldsOf(Type type) => WireJson.Out.GetTypeInfo(type).Properties.Where(field => field.Get is not null);

    private static bool IsAlsoAtTop(JsonPropertyInfo field) => field.AttributeProvider?.IsDefined(typeof(AlsoAtTopAttribute), inherit: true) == true;

    private void CompareObject(string name, Type type)
    {
        type = WireTypes.Plain(type);
        if (!_compared.Add((name, type)))
        {
            return;
        }

        if (!group.HasObject(name))
        {
            _faults.Add($"{name} is no object of {group.File}");
            return;
        }

        CompareFields(name, group.FieldsOf(name), FieldsOf(type));
    }

    private void CompareFields(string where, IEnumerable<ContractField> contract, IEnumerable<JsonPropertyInfo> answered)
    {
        var ours = answered.ToDictionary(field => field.Name);
        foreach (var field in contract)
        {
            if (ours.Remove(field.Name, out var own))
            {
                _faults.AddRange(Faults(field, own).Select(fault => $"{where}, {field.Name}: {fault}"));
                CompareInside(field, own.PropertyType);
            }
            else if (!field.IsOptional)
            {
                _faults.Add($"{where}: {field.Name} is not answered");
            }
        }

        _faults.AddRange(ours.Keys.Select(name => $"{where}: {name} is unknown to the contract"));
    }

    private void CompareInside(ContractField field, Type type)
    {
        var (inside, own) = field.Type == "array" ? (field.Items!, WireTypes.ItemOf(type)) : (field.Type, type);
        if (!WireTypes.IsScalar(inside) && own is not null && WireTypes.IsRecord(own))
        {
            CompareObject(inside, own);
        }
    }

    private static IEnumerable<string> Faults(ContractField contract, JsonPropertyInfo own)
    {
        if (!WireTypes.Fits(contract.Type, contract.Items, own.PropertyType))
        {
            yield return $"type is {contract.Type} {contract.Items} in the contract, {own.PropertyType} in the record";
            yield break;
        }

        var mayBeLeftOut = own.ShouldSerialize is not null;
        if (mayBeLeftOut && !contract.IsOptional)
        {
            yield return "may be left out, and is not optional in the contract";
        }

        // What is left out where it is null says nothing of null.
        if (!mayBeLeftOut && !WireTypes.IsAny(own.PropertyType) && IsNullable(own) != contract.IsNullable)
        {
            yield return $"nullable is {contract.IsNullable} in the contract, {IsNullable(own)} in the record";
        }

        var values = WireTypes.Names(WireTypes.ItemOf(own.PropertyType) ?? own.PropertyType);
        if (contract.Enum.Count > 0 && values.Except(contract.Enum).ToList() is { Count: > 0 } unknown)
        {
            yield return $"[{string.Join(", ", unknown)}] not in the contract's enum";
        }
    }

    private static bool IsNullable(JsonPropertyInfo field) =>
        field.PropertyType.IsValueType ? Nullable.GetUnderlyingType(field.PropertyType) is not null : field.IsGetNullable;
}
