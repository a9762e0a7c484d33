namespace PropOps.Infrastructure.Search;

/// <summary>
/// FTS5 without content of its own: postings alone. Its ASCII tokenizer splits our words at the spaces between them and
/// nowhere else.
/// </summary>
internal sealed class SqliteSearchTables : SearchTables
{
    protected override string Creation(string table) =>
        $"CREATE VIRTUAL TABLE IF NOT EXISTS {table} USING fts5(terms, content='', contentless_delete=1, detail=none, tokenize='ascii', prefix='2 3')";

    protected override string Replacement(string table) => $"INSERT OR REPLACE INTO {table} (rowid, terms) VALUES ({{0}}, {{1}})";

    protected override string Removal(string table) => $"DELETE FROM {table} WHERE rowid = {{0}}";

    protected override string Lookup(string table) => $"SELECT rowid AS Value FROM {table} WHERE {table} MATCH {{0}}";

    protected override object Stored(IReadOnlyList<string> terms) => string.Join(' ', terms);

    protected override string Query(IReadOnlyList<SearchedWord> words) =>
        string.Join(" AND ", words.Select(word => $"({string.Join(" OR ", [$"\"{word.Beginning}\" *", .. word.Terms.Select(term => $"\"{term}\"")])})"));
}
