using NJsonSchema;

namespace PropOps.WebApi.Documents;

/// <summary>One schema for a value that several operations take under one name: it admits whatever one of them admits.</summary>
internal static class WidestSchema
{
    public static JsonSchema Of(IReadOnlyList<JsonSchema> schemas)
    {
        var different = schemas.DistinctBy(schema => schema.ToJson()).ToList();
        if (different.Count == 1)
        {
            return different[0];
        }

        return different.Select(schema => schema.Type).Distinct().ToList() is [JsonObjectType.String or JsonObjectType.Integer or JsonObjectType.Number]
            ? Widen(different)
            : Either(different);
    }

    private static JsonSchema Widen(List<JsonSchema> schemas)
    {
        var wide = new JsonSchema
        {
            Type = schemas[0].Type,
            Format = schemas.Select(schema => schema.Format).Distinct().ToList() is [var format] ? format : null,
            Pattern = schemas.Select(schema => schema.Pattern).Distinct().ToList() is [var pattern] ? pattern : null,
            Minimum = Limit(schemas, schema => schema.Minimum, limits => limits.Min()),
            Maximum = Limit(schemas, schema => schema.Maximum, limits => limits.Max()),
            MinLength = (int?)Limit(schemas, schema => schema.MinLength, limits => limits.Min()),
            MaxLength = (int?)Limit(schemas, schema => schema.MaxLength, limits => limits.Max()),
        };
        if (schemas.TrueForAll(schema => schema.Enumeration.Count > 0))
        {
            foreach (var value in schemas.SelectMany(schema => schema.Enumeration).Distinct())
            {
                wide.Enumeration.Add(value);
            }
        }

        return wide;
    }

    /// <summary>No limit where one of them has none.</summary>
    private static decimal? Limit(List<JsonSchema> schemas, Func<JsonSchema, decimal?> of, Func<IEnumerable<decimal?>, decimal?> widest) =>
        schemas.TrueForAll(schema => of(schema) is not null) ? widest(schemas.Select(of)) : null;

    private static JsonSchema Either(List<JsonSchema> schemas)
    {
        var either = new JsonSchema();
        foreach (var schema in schemas)
        {
            either.AnyOf.Add(schema);
        }

        return either;
    }
}
