using System.Text.Json.Serialization.Metadata;
using PropOps.Application.UseCases;
using PropOps.WebApi.Operations;

namespace PropOps.WebApi.Documents;

/// <summary>What of an answer's type matters to its envelope.</summary>
/// <param name="Data">The type without its <see cref="Reply{T}"/>.</param>
/// <param name="Item">The type of a list's records; null where it is no list.</param>
internal sealed record AnswerShape(Type Data, Type? Item)
{
    public bool IsList => Item is not null;

    /// <summary>Nothing but a message.</summary>
    public bool IsNothing => Data == typeof(Nothing);

    /// <summary>Bytes and no envelope.</summary>
    public bool IsFile => Data == typeof(FileContent);

    /// <summary>A list whose type says more than its records.</summary>
    public bool HasExtras => IsList && AnswerTypes.PageOf(Data) != Data;

    public bool IsRecord => WireJson.Out.GetTypeInfo(Data).Kind == JsonTypeInfoKind.Object;

    /// <summary>A single record with <c>count</c> beside it.</summary>
    public bool IsCounted => !IsList && Data.IsDefined(typeof(CountedAttribute), inherit: true);

    public static AnswerShape Of(Type answer)
    {
        var data = AnswerTypes.DataOfReply(answer) ?? answer;
        return new AnswerShape(data, AnswerTypes.PageOf(data)?.GetGenericArguments()[0]);
    }
}
