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

    /// <param name="together">false: leave out the rules between fields, which may rely on fields that could not be read.</param>
    /// <param name="spelling">How the client spelled a field: from the path of the record's names to its own.</param>
    public static List<FieldFault> Check(object request, Func<string, string>? spelling = null, bool together = true)
    {
        var faults = new List<FieldFault>();
        Walk(request, "", faults, spelling ?? (path => path), together);
        return faults;
    }

    /// <summary>A record of ours, with fields that are checked and read one by one.</summary>
    public static bool IsRecord(Type type) =>
        type.IsClass && type != typeof(string) && type != typeof(Upload) && type.Namespace?.StartsWith("PropOps.", StringComparison.Ordinal) == true;

    private static void Walk(object record, string prefix, List<FieldFault> faults, Func<string, string> spelling, bool together)
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
                WalkItems(items, path, field.ItemRules, faults, spelling, together);
            }
            else if (IsRecord(value.GetType()))
            {
                Walk(value, path + ".", faults, spelling, together);
            }
        }

        if (together && faults.Count == before && record is IValidatableObject rules)
        {
            foreach (var result in rules.Validate(new ValidationContext(record)))
            {
                var field = spelling(prefix + result.MemberNames.First());
                faults.Add(string.IsNullOrEmpty(result.ErrorMessage) ? FieldFault.Of(field) : new FieldFault(field, result.ErrorMessage));
            }
        }
    }

    private static void WalkItems(
        IEnumerable items, string path, ValidationAttribute[] rules, List<FieldFault> faults, Func<string, string> spelling, bool together)
    {
        var index = 0;
        foreach (var item in items)
        {
            if (Array.Exists(rules, rule => !rule.IsValid(item)))
            {
                faults.Add(FieldFault.Of(spelling($"{path}[{index}]")));
            }
            else if (item is not null && IsRecord(item.GetType()))
            {
                Walk(item, $"{path}[{index}].", faults, spelling, together);
            }

            index++;
        }
    }

    private static IReadOnlyList<Field> Describe(Type type) =>
    [
        .. from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
           where property.GetIndexParameters().Length == 0 && property.Name != "EqualityContract"
           let rules = property.GetCustomAttributes<ValidationAttribute>(inherit: true).ToArray()
           let isList = IsList(property.PropertyType)
           select new Field(
               property,
               JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name),
               [.. rules.Where(rule => !isList || rule is ItemsAttribute)],
               [.. rules.Where(rule => isList && rule is not ItemsAttribute)]),
    ];

    private static bool IsList(Type type)
    {
        var value = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Patch<>) ? type.GetGenericArguments()[0] : type;
        return value != typeof(string) && !value.IsAssignableTo(typeof(IDictionary)) && value.IsAssignableTo(typeof(IEnumerable));
    }

    /// <param name="ItemRules">on a list [Items] speaks of the list, every other rule of each of its items.</param>
    private sealed record Field(PropertyInfo Property, string Name, ValidationAttribute[] Rules, ValidationAttribute[] ItemRules);
}
