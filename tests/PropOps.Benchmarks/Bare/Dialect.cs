using System.Data.Common;
using System.Text.Json;

namespace PropOps.Benchmarks.Bare;

/// <summary>How the two databases store what they have no common type for, and spell what they do not share.</summary>
internal interface IDialect
{
    static abstract string Tags { get; }

    static abstract DateTime Instant(DbDataReader row, int column);

    static abstract DateOnly Day(DbDataReader row, int column);

    static abstract long[] Ids(DbDataReader row, int column);

    static abstract int[] Numbers(DbDataReader row, int column);

    static abstract string?[] Texts(DbDataReader row, int column);
}

internal readonly struct PostgresDialect : IDialect
{
    public static string Tags =>
        """
        ARRAY(SELECT tag.name FROM unnest(j.tag_ids) WITH ORDINALITY AS own (id, place) JOIN core_job_tags tag ON tag.id = own.id ORDER BY own.place),
        ARRAY(SELECT tag.colour FROM unnest(j.tag_ids) WITH ORDINALITY AS own (id, place) JOIN core_job_tags tag ON tag.id = own.id ORDER BY own.place)
        """;

    public static DateTime Instant(DbDataReader row, int column) => row.GetDateTime(column);

    public static DateOnly Day(DbDataReader row, int column) => row.GetFieldValue<DateOnly>(column);

    public static long[] Ids(DbDataReader row, int column) => row.GetFieldValue<long[]>(column);

    public static int[] Numbers(DbDataReader row, int column) => row.GetFieldValue<int[]>(column);

    public static string?[] Texts(DbDataReader row, int column) => row.GetFieldValue<string?[]>(column);
}

internal readonly struct SqliteDialect : IDialect
{
    public static string Tags =>
        """
        (SELECT json_group_array(tag.name) FROM json_each(j.tag_ids) own JOIN core_job_tags tag ON tag.id = own.value),
        (SELECT json_group_array(tag.colour) FROM json_each(j.tag_ids) own JOIN core_job_tags tag ON tag.id = own.value)
        """;

    public static DateTime Instant(DbDataReader row, int column) => new(row.GetInt64(column), DateTimeKind.Utc);

    public static DateOnly Day(DbDataReader row, int column) => row.GetFieldValue<DateOnly>(column);

    public static long[] Ids(DbDataReader row, int column) => Json<long[]>(row, column);

    public static int[] Numbers(DbDataReader row, int column) => Json<int[]>(row, column);

    public static string?[] Texts(DbDataReader row, int column) => Json<string?[]>(row, column);

    private static T Json<T>(DbDataReader row, int column)
        where T : class
    {
        var text = row.GetString(column);
        return text == "[]" ? (T)(object)Array.CreateInstance(typeof(T).GetElementType()!, 0) : JsonSerializer.Deserialize<T>(text)!;
    }
}
