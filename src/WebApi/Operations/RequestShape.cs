using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PropOps.Application.Files;
using PropOps.Application.Input;

namespace PropOps.WebApi.Operations;

/// <summary>What the reader must know of a record type, worked out once.</summary>
internal sealed class RequestShape
{
    private static readonly ConcurrentDictionary<Type, RequestShape> Known = new();

    private readonly ClosedAttribute? _closed;

    private RequestShape(Type type)
    {
        _closed = type.GetCustomAttribute<ClosedAttribute>();
        if (type.GetConstructor(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance, []) is null)
        {
            throw new InvalidOperationException($"{type} is positional: the fields of a request are properties, so that left out and null can be told apart.");
        }

        var nullability = new NullabilityInfoContext();
        Fields =
        [
            .. from property in WireJson.Texts.GetTypeInfo(type).Properties
               where property.Set is not null
               select new RequestField(property, (PropertyInfo)property.AttributeProvider!, nullability.Create((PropertyInfo)property.AttributeProvider!)),
        ];
    }

    public IReadOnlyList<RequestField> Fields { get; }

    /// <summary>What is said of a field that a closed record does not take; null: what is said of any.</summary>
    public string? RefusalOfOthers => _closed?.Refusal;

    /// <summary>Names that a record does not take which takes no others; any record else passes over them.</summary>
    public IEnumerable<string> UnknownIn(JsonElement json) => _closed is not null && json.ValueKind == JsonValueKind.Object
        ? json.EnumerateObject().Select(property => property.Name).Where(name => !Fields.Any(field => field.Spellings.Contains(name)))
        : [];

    /// <summary>The largest file that the record takes; null where it takes none.</summary>
    public UploadRule? LargestUpload => Fields.Select(one => one.Upload).OfType<UploadRule>().MaxBy(rule => rule.MaxBytes);

    public static RequestShape Of(Type type) => Known.GetOrAdd(type, static key => new RequestShape(key));
}

/// <summary>One field of a request record.</summary>
internal sealed class RequestField
{
    private readonly JsonSerializerOptions _options;

    public RequestField(JsonPropertyInfo json, PropertyInfo property, NullabilityInfo nullability)
    {
        Name = json.Name;
        Property = property;
        Type = property.PropertyType;
        Spellings = [Name, .. property.GetCustomAttribute<AliasAttribute>()?.Names ?? []];
        IsFromPath = property.IsDefined(typeof(FromPathAttribute));
        Upload = Type == typeof(Upload)
            ? property.GetCustomAttribute<SentAsAttribute>()?.Rule ?? throw new InvalidOperationException($"{property.DeclaringType}.{property.Name} does not say what it is [SentAs].")
            : null;
        IsPatch = Type.IsGenericType && Type.GetGenericTypeDefinition() == typeof(Patch<>);
        ValueType = IsPatch ? Type.GetGenericArguments()[0] : Type;
        var value = IsPatch ? nullability.GenericTypeArguments[0] : nullability;
        IsNullable = Nullable.GetUnderlyingType(ValueType) is not null || (!ValueType.IsValueType && value.WriteState != NullabilityState.NotNull);
        IsRequired = json.IsRequired;
        ItemType = ValueType != typeof(string) && ValueType.IsAssignableTo(typeof(IEnumerable))
            ? ValueType.GetInterfaces().Append(ValueType).FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0]
            : null;
        _options = property.IsDefined(typeof(SecretAttribute)) ? WireJson.Secrets
            : property.IsDefined(typeof(LabelAttribute)) ? WireJson.Labels
            : WireJson.Texts;
    }

    public string Name { get; }

    public PropertyInfo Property { get; }

    public Type Type { get; }

    /// <summary>The type of the value inside a patch, else <see cref="Type"/>.</summary>
    public Type ValueType { get; }

    /// <summary>The type of the items of a list; null where it is none.</summary>
    public Type? ItemType { get; }

    public IReadOnlyList<string> Spellings { get; }

    public bool IsFromPath { get; }

    /// <summary>What may be sent, where the field is a file; else null.</summary>
    public UploadRule? Upload { get; }

    public bool IsPatch { get; }

    public bool IsNullable { get; }

    public bool IsRequired { get; }

    /// <exception cref="JsonException">when the value is of the wrong type or out of its list.</exception>
    public object? Read(JsonElement element) => element.Deserialize(Type, _options);

    /// <summary>One item of a list.</summary>
    /// <exception cref="JsonException">as <see cref="Read"/>.</exception>
    public object? ReadItem(JsonElement element) => element.Deserialize(ItemType!, _options);

    /// <summary>The value as the property holds it.</summary>
    public object? Wrap(object? value) => IsPatch ? Activator.CreateInstance(Type, value) : value;
}
