using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace PropOps.Benchmarks.Filling;

/// <summary>The rows that EF Core would insert for the entities of one type, so that what is filled in bulk is what the product writes.</summary>
internal sealed class RowsOfEntities
{
    private readonly StoredColumn[] _columns;

    public RowsOfEntities(IEntityType type)
    {
        var table = StoreObjectIdentifier.Create(type, StoreObjectType.Table)!.Value;
        Table = table.Name;
        _columns =
        [
            .. type.GetProperties().Select(property => Column(property, null)),
            .. from part in type.GetNavigations()
               where !part.IsCollection && part.TargetEntityType.IsOwned() && !part.TargetEntityType.IsMappedToJson()
               from property in part.TargetEntityType.GetProperties()
               where !property.IsPrimaryKey()
               select Column(property, part),
        ];

        StoredColumn Column(IProperty property, INavigation? part)
        {
            var mapping = property.GetRelationalTypeMapping();
            return new StoredColumn(property.GetColumnName(table)!, mapping.StoreType, property, part, mapping.Converter);
        }
    }

    public string Table { get; }

    public IReadOnlyList<StoredColumn> Columns => _columns;

    /// <returns>its values in the order of the columns.</returns>
    public object?[] Of(EntityEntry entry) => Array.ConvertAll(_columns, column => column.Of(entry));
}

/// <param name="Part">of the entity, where an owned part holds the value.</param>
internal sealed record StoredColumn(string Name, string Type, IProperty Property, INavigation? Part, ValueConverter? Converter)
{
    public object? Of(EntityEntry entry)
    {
        var owner = Part is null ? entry : entry.Reference(Part).TargetEntry;
        var value = owner?.Property(Property).CurrentValue;
        return value is not null && Converter is not null ? Converter.ConvertToProvider(value) : value;
    }
}
