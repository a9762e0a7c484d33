using System.Collections;
using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using PropOps.Application.Input;

namespace PropOps.Application.UseCases;

/// <summary>
/// Checks a request record by the annotations of its properties, recursively, and collects every fault. Rules between
/// fields are the record's <see cref="IValidatableObject"/>, asked only where each field is right by itself.
/// </summary>
public static class Shape
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<Field>> Fields = new();

    /// <exception cref="InvalidRequestException">when anything is wrong.</exception>
    public static void Require(object request)
    {
        var faults = Check(request);
        if (faults.Count > 0)
        {
            throw new InvalidRequestException(faults);
        }
    }

    /// <param name="spelling">How the client spelled a field: from the path of the record's names to its own.</param>
    public static List<FieldFault> Check(object request, Func<string, string>? spelling = null)
    {
        var faults = new List<FieldFault>();
        Walk(request, "", faults, spelling ?? (path => path));
        return faults;
    }

    private static void Walk(object record, string prefix, List<FieldFault> faults, Func<string, string> spelling)
    {
        var before = faults.Count;
        foreach (var field in Fields.GetOrAdd(record.GetType(), Describe))
        {
            var value = field.Property.GetValue(record);
            if (value is IPatch patch)
            {
                value = patch.Value;
            }

            var path = prefix + field.Name;
            if (value is null)
            {
                continue;
            }

            if (field.Rules.Any(rule => !rule.IsValid(value)))
            {
                faults.Add(FieldFault.Of(spelling(path)));
            }
            else if (value is IEnumerable items and not string)
            {
                WalkItems(items, path, faults, spelling);
            }
            else if (IsRecord(value.GetType()))
            {
                Walk(value, path + ".", faults, spelling);
            }
        }

        if (faults.Count == before && record is IValidatableObject together)
        {
            foreach (var result in together.Validate(new ValidationContext(record)))
            {
                var field = spelling(prefix + result.MemberNames.First());
                faults.Add(string.IsNullOrEmpty(result.ErrorMessage) ? FieldFault.Of(field) : new FieldFault(field, result.ErrorMessage));
            }
        }
    }

    private static void WalkItems(IEnumerable items, string path, List<FieldFault> faults, Func<string, string> spelling)
    {
        var index = 0;
        foreach (var item in items)
        {
            if (item is not null && IsRecord(item.GetType()))
            {
                Walk(item, $"{path}[{index}].", faults, spelling);
            }

            index++;
        }
    }

    private static bool IsRecord(Type type) => type.IsClass && type != typeof(string) && type.Namespace?.StartsWith("PropOps.", StringComparison.Ordinal) == true;

    private static IReadOnlyList<Field> Describe(Type type) =>
    [
        .. from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
           where property.GetIndexParameters().Length == 0 && property.Name != "EqualityContract"
           select new Field(property, JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name), [.. property.GetCustomAttributes<ValidationAttribute>(inherit: true)]),
    ];

    private sealed record Field(PropertyInfo Property, string Name, ValidationAttribute[] Rules);
}
