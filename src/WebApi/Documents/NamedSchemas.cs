using NJsonSchema;

namespace PropOps.WebApi.Documents;

/// <summary>The schemas that the document holds by name. Two things of one name are told apart by their surroundings, then by number.</summary>
internal sealed class NamedSchemas(IDictionary<string, JsonSchema> schemas)
{
    private readonly Dictionary<object, JsonSchema> _known = [];

    /// <param name="fill">called once per thing, after it is known: a record may hold records of its own type.</param>
    /// <returns>a reference.</returns>
    public JsonSchema Refer(object thing, IEnumerable<string> names, Action<JsonSchema> fill)
    {
        if (!_known.TryGetValue(thing, out var schema))
        {
            _known.Add(thing, schema = new JsonSchema { Type = JsonObjectType.Object });
            schemas.Add(Free([.. names]), schema);
            fill(schema);
        }

        return new JsonSchema { Reference = schema };
    }

    public static IEnumerable<string> NamesOf(Type type, string suffix = "")
    {
        var name = NameOf(type) + suffix;
        yield return name;
        yield return (type.DeclaringType?.Name ?? type.Namespace?.Split('.')[^1]) + name;
    }

    private static string NameOf(Type type) => type.IsGenericType
        ? $"{type.Name.Split('`')[0]}Of{string.Join("And", type.GetGenericArguments().Select(NameOf))}"
        : type.Name;

    private string Free(string[] names) => names.Concat(Enumerable.Range(2, 100).Select(number => names[0] + number)).First(name => !schemas.ContainsKey(name));
}
