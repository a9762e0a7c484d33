using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using PropOps.Application.Events;
using YamlDotNet.RepresentationModel;

namespace PropOps.UnitTests.Contract;

/// <summary>EVENT-2: the records of events and <c>event_catalogue</c> of <c>docs/contract/automation.yaml</c> say the same.</summary>
public sealed class EventCatalogueTests
{
    private static readonly YamlMappingNode Contract = WireContract.Load(Path.Combine(WireContract.Root, "docs", "contract", "automation.yaml"));

    private static readonly NullabilityInfoContext Nullability = new();

    [Test]
    public void Every_event_is_in_the_catalogue_with_its_fields()
    {
        var records = typeof(IIntegrationEvent).Assembly.GetTypes()
            .Where(type => type.IsDefined(typeof(IntegrationEventAttribute), inherit: false))
            .Select(type => Line(Name(type), type.GetProperties().Where(property => property.Name != "EqualityContract").Select(Field)))
            .ToList();
        var rows = Contract.List("event_catalogue").Cast<YamlMappingNode>().Select(row => Line($"{row.Text("name")} {row.Text("version") ?? "1"}", Fields(row))).ToList();

        Assert.That(records, Is.Not.Empty);
        Assert.That(records, Is.EquivalentTo(rows));
    }

    private static string Line(string name, IEnumerable<string> fields) => $"{name}: {string.Join(", ", fields.Order(StringComparer.Ordinal))}";

    private static string Name(Type type)
    {
        var published = type.GetCustomAttribute<IntegrationEventAttribute>()!;
        return $"{published.Name} {published.Version}";
    }

    private static IEnumerable<string> Fields(YamlMappingNode row)
    {
        var fragments = row.Find("with") is YamlScalarNode one ? [one.Value!] : row.Texts("with");
        return fragments.Select(fragment => ((YamlMappingNode)Contract.Find("event_fragments")!).Find(fragment)).Append(row.Find("payload"))
            .SelectMany(fields => ((YamlMappingNode)fields!).Children)
            .Select(field => $"{field.Key} {Plain(((YamlScalarNode)field.Value).Value!)}");
    }

    /// <summary>Which words a text may be, and whether it is a person's, no record says.</summary>
    private static string Plain(string type) =>
        type.StartsWith("[{", StringComparison.Ordinal) ? "object[]"
        : type.Contains('|', StringComparison.Ordinal) ? "str"
        : type.Replace("text", "str", StringComparison.Ordinal);

    private static string Field(PropertyInfo property)
    {
        var info = Nullability.Create(property);
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var item = type.IsGenericType ? type.GetGenericArguments()[0] : null;
        var name = property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);
        return $"{name} {Plain(item ?? type)}{(item is null ? "" : "[]")}{(info.ReadState == NullabilityState.Nullable ? "?" : "")}";
    }

    private static string Plain(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.String => "str",
        TypeCode.Int32 or TypeCode.Int64 => "int",
        TypeCode.Boolean => "bool",
        TypeCode.Decimal => "money",
        _ when type == typeof(Guid) => "uuid",
        _ when type == typeof(DateOnly) => "date",
        _ when type == typeof(DateTimeOffset) => "instant",
        _ => "object",
    };
}
