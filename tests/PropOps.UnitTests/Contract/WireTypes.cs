using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PropOps.Application.Input;
using PropOps.WebApi.Operations;

namespace PropOps.UnitTests.Contract;

/// <summary>Which types of ours stand on the wire as which type of the contract.</summary>
internal static class WireTypes
{
    private static readonly Dictionary<string, Type[]> Scalars = new()
    {
        ["string"] = [typeof(string), typeof(TimeOnly)],
        ["email"] = [typeof(string)],
        ["integer"] = [typeof(int), typeof(long), typeof(short)],
        ["number"] = [typeof(decimal), typeof(double)],
        ["money"] = [typeof(decimal)],
        ["percent"] = [typeof(decimal)],
        ["boolean"] = [typeof(bool)],
        ["uuid"] = [typeof(Guid)],
        ["ref"] = [typeof(Ref)],
        ["date"] = [typeof(DateOnly)],
        ["instant"] = [typeof(DateTimeOffset)],
        ["file"] = [typeof(Upload)],
    };

    public static bool Fits(string contractType, string? contractItems, Type type)
    {
        type = Plain(type);
        return contractType switch
        {
            "any" => IsAny(type),
            "object" => IsAny(type) || WireJson.Out.GetTypeInfo(type).Kind == JsonTypeInfoKind.Dictionary,
            "array" => ItemOf(type) is { } item && Fits(contractItems!, null, item),
            "string" when type.IsEnum => true,
            _ when Scalars.TryGetValue(contractType, out var ours) => ours.Contains(type),
            _ => IsRecord(type),
        };
    }

    public static bool IsScalar(string contractType) => contractType is "any" or "object" or "array" || Scalars.ContainsKey(contractType);

    public static bool IsRecord(Type type) => WireJson.Out.GetTypeInfo(Plain(type)).Kind == JsonTypeInfoKind.Object;

    /// <summary>Any JSON, so that nothing can be said of null.</summary>
    public static bool IsAny(Type type) => type == typeof(JsonElement) || type == typeof(object);

    public static Type? ItemOf(Type type) =>
        WireJson.Out.GetTypeInfo(type) is { Kind: JsonTypeInfoKind.Enumerable } list ? list.ElementType : null;

    public static Type Plain(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    /// <summary>The names of an enum's values as they stand on the wire; none where the type is no enum.</summary>
    public static IReadOnlyList<string> Names(Type type) =>
        Plain(type) is { IsEnum: true } values
            ? [.. from object value in Enum.GetValues(values) select JsonSerializer.SerializeToElement(value, values, WireJson.Out).GetString()!]
            : [];
}
