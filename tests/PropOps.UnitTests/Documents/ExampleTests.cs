using Newtonsoft.Json.Linq;
using NJsonSchema;
using NSwag;
using PropOps.WebApi.Documents;
using PropOps.WebApi.Operations;

namespace PropOps.UnitTests.Documents;

public sealed class ExampleTests
{
    private static readonly OperationTable Table = new(
        from type in typeof(IEndpoints).Assembly.GetTypes()
        where type.IsAssignableTo(typeof(IEndpoints)) && type.IsClass
        select (IEndpoints)Activator.CreateInstance(type)!);

    public static IEnumerable<TestCaseData> Documents =>
    [
        new TestCaseData(ApiDescription.Of(Table)).SetArgDisplayNames("for generators"),
        new TestCaseData(ApiDescription.OfOperations(Table)).SetArgDisplayNames("for readers"),
    ];

    [TestCaseSource(nameof(Documents))]
    public void Every_value_has_an_example(OpenApiDocument document) => Assert.That(
        from value in Values(document)
        where value.Schema.Example is null
        select $"{value.Name} has none: add it to src/WebApi/Documents/examples.json",
        Is.Empty);

    [TestCaseSource(nameof(Documents))]
    public void Every_example_is_valid(OpenApiDocument document) => Assert.That(
        from value in Values(document)
        let example = value.Schema.Example
        where example is not null
        let faults = value.Schema.ActualSchema.Validate(JToken.FromObject(example!))
        where faults.Count > 0
        select $"{value.Name}: {example} is wrong: {string.Join(", ", faults.Select(fault => fault.Kind))}",
        Is.Empty);

    /// <summary>What is no record, list of records or free map.</summary>
    private static IEnumerable<(string Name, JsonSchema Schema)> Values(OpenApiDocument document) =>
        from value in
            document.Components.Schemas.SelectMany(schema => schema.Value.Properties, (schema, property) => (Name: $"{schema.Key}.{property.Key}", Schema: (JsonSchema)property.Value))
            .Concat(document.Operations.SelectMany(entry => entry.Operation.Parameters, (entry, parameter) => ($"{entry.Operation.OperationId} {parameter.Name}", parameter.Schema)))
        let item = value.Schema.Type == JsonObjectType.Array ? value.Schema.Item! : value.Schema
        where item is { HasReference: false } && item.Type is not (JsonObjectType.Object or JsonObjectType.None)
        select value;
}
