using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace PropOps.Benchmarks.Filling;

/// <summary>The row that EF Core would insert for an entity, so that what is filled in bulk is what the product writes.</summary>
internal static class RowsOfEntities
{
    /// <returns>for every entity of a type the same columns in the same order.</returns>
    public static IReadOnlyList<StoredValue> Of(EntityEntry entry)
    {
        var table = StoreObjectIdentifier.Create(entry.Metadata, StoreObjectType.Table)!.Value;
        return
        [
            .. entry.Metadata.GetProperties().Select(property => Value(property, entry)),
            .. from part in entry.Metadata.GetNavigations()
               where !part.IsCollection && part.TargetEntityType.IsOwned() && !part.TargetEntityType.IsMappedToJson()
               let owned = entry.Reference(part).TargetEntry
               from property in part.TargetEntityType.GetProperties()
               where !property.IsPrimaryKey()
               select Value(property, owned),
        ];

        StoredValue Value(IProperty property, EntityEntry? owner)
        {
            var mapping = property.GetRelationalTypeMapping();
            var value = owner?.Property(property).CurrentValue;
            return new StoredValue(property.GetColumnName(table)!, mapping.StoreType, value is not null && mapping.Converter is { } converter ? converter.ConvertToProvider(value) : value);
        }
    }
}

internal readonly record struct StoredValue(string Column, string Type, object? Value);
