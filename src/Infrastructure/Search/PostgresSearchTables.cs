namespace PropOps.Infrastructure.Search;

/// <summary>A tsvector made of our own words, not by a text search configuration, under a GIN index.</summary>
internal sealed class PostgresSearchTables : SearchTables
{
    protected override string Creation(string table) =>
        $"""
        CREATE TABLE IF NOT EXISTS {table} (record_id bigint PRIMARY KEY, terms tsvector NOT NULL);
        CREATE INDEX IF NOT EXISTS ix_{table}_terms ON {table} USING gin (terms)
        """;

    protected override string Replacement(string table) =>
        $"INSERT INTO {table} (record_id, terms) VALUES ({{0}}, array_to_tsvector({{1}})) ON CONFLICT (record_id) DO UPDATE SET terms = excluded.terms";

    protected override string Removal(string table) => $"DELETE FROM {table} WHERE record_id = {{0}}";

    protected override string Lookup(string table) => $"SELECT record_id AS \"Value\" FROM {table} WHERE terms @@ CAST({{0}} AS tsquery)";

    protected override object Stored(IReadOnlyList<string> terms) => terms.ToArray();

    protected override string Query(IReadOnlyList<SearchedWord> words) =>
        string.Join(" & ", words.Select(word => $"({string.Join(" | ", [$"'{word.Beginning}':*", .. word.Terms.Select(term => $"'{term}'")])})"));
}
