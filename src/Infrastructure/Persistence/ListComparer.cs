using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace PropOps.Infrastructure.Persistence;

/// <summary>
/// Compares lists of values element by element. EF's own comparers make a delegate each time they are asked, which took a
/// tenth of a create.
/// </summary>
internal sealed class ListComparer<T>() : ValueComparer<IReadOnlyList<T>>((left, right) => AreSame(left, right), list => HashOf(list), list => Copy(list))
{
    private static bool AreSame(IReadOnlyList<T>? left, IReadOnlyList<T>? right) => left is null || right is null ? left == right : left.SequenceEqual(right);

    private static int HashOf(IReadOnlyList<T> list)
    {
        var hash = new HashCode();
        foreach (var element in list)
        {
            hash.Add(element);
        }

        return hash.ToHashCode();
    }

    private static IReadOnlyList<T> Copy(IReadOnlyList<T> list) => list.ToArray();
}

internal static class ListComparers
{
    public static void UseListComparers(this IMutableModel model)
    {
        foreach (var property in model.GetEntityTypes().SelectMany(entity => entity.GetProperties()).Where(property => property.IsPrimitiveCollection))
        {
            // One that is kept in a field of another type is copied as that.
            if (property.ClrType.IsGenericType && property.ClrType.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) && property.FieldInfo?.FieldType == property.ClrType)
            {
                property.SetValueComparer(typeof(ListComparer<>).MakeGenericType(property.ClrType.GenericTypeArguments));
            }
        }
    }
}
