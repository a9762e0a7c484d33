using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace PropOps.Infrastructure.Persistence;

/// <summary>Columns, keys and indexes in snake_case, as the wire and every SQL console spell them.</summary>
internal static class ColumnNames
{
    public static void ToSnakeCase(IMutableModel model)
    {
        // What is inside a JSON column has no column of its own.
        foreach (var entity in model.GetEntityTypes().Where(entity => !entity.IsMappedToJson()))
        {
            var table = StoreObjectIdentifier.Create(entity, StoreObjectType.Table);
            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(
                    table is { } known ? property.GetColumnName(known) ?? property.Name : property.Name));
            }

            foreach (var key in entity.GetKeys())
            {
                key.SetName(key.GetName()?.ToLowerInvariant());
            }

            foreach (var foreignKey in entity.GetForeignKeys())
            {
                foreignKey.SetConstraintName(foreignKey.GetConstraintName()?.ToLowerInvariant());
            }

            foreach (var index in entity.GetIndexes())
            {
                index.SetDatabaseName(string.Join('_', ["ix", entity.GetTableName()!, .. index.Properties.Select(property => property.GetColumnName())]));
            }
        }
    }
}
