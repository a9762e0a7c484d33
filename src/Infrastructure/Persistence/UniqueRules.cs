using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Npgsql;
using PropOps.Domain.Kernel;

namespace PropOps.Infrastructure.Persistence;

/// <summary>A unique index decides a race between two creations; the loser gets the operation's own 409.</summary>
public static class UniqueRules
{
    private const string Annotation = "PropOps:RefusedWith";

    public static IndexBuilder<T> IsUniqueOr409<T>(this IndexBuilder<T> index, string refusal)
    {
        index.IsUnique();
        index.Metadata.SetAnnotation(Annotation, refusal);
        return index;
    }

    /// <returns>null where it was no unique index that refused, or none with a text of its own.</returns>
    internal static ConflictRefusal? RefusalFor(IModel model, DbUpdateException exception)
    {
        var index = exception.InnerException switch
        {
            PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } postgres =>
                Indexes(model).FirstOrDefault(candidate => candidate.GetDatabaseName() == postgres.ConstraintName),
            SqliteException { SqliteErrorCode: 19 } sqlite =>
                Indexes(model).FirstOrDefault(candidate => sqlite.Message.Contains(SqliteColumns(candidate), StringComparison.Ordinal)),
            _ => null,
        };
        return index?.FindAnnotation(Annotation)?.Value is string text ? new ConflictRefusal(text) : null;
    }

    private static IEnumerable<IIndex> Indexes(IModel model) =>
        model.GetEntityTypes().SelectMany(entity => entity.GetIndexes()).Where(index => index.FindAnnotation(Annotation) is not null);

    // SQLite names no index: "UNIQUE constraint failed: table.column, table.column".
    private static string SqliteColumns(IIndex index)
    {
        var table = index.DeclaringEntityType.GetTableName()!;
        return "UNIQUE constraint failed: " + string.Join(", ", index.Properties.Select(property => $"{table}.{property.GetColumnName()}")) + "'";
    }
}
