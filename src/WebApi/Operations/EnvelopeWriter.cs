using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CommunityToolkit.HighPerformance.Buffers;
using PropOps.Application.UseCases;

namespace PropOps.WebApi.Operations;

/// <summary>Writes an answer of one type into its envelope; what must be known of the type is worked out once.</summary>
internal static class EnvelopeWriter<TAnswer>
{
    private static readonly Type? ReplyOf = AnswerTypes.DataOfReply(typeof(TAnswer));
    private static readonly Type? PageOf = AnswerTypes.PageOf(typeof(TAnswer));

    private static readonly PropertyInfo? ReplyData = ReplyOf is null ? null : typeof(TAnswer).GetProperty(nameof(Reply<int>.Data));
    private static readonly PropertyInfo? ReplyMessage = ReplyOf is null ? null : typeof(TAnswer).GetProperty(nameof(Reply<int>.Message));
    private static readonly PropertyInfo? PageItems = PageOf?.GetProperty(nameof(Page<int>.Items));
    private static readonly PropertyInfo? PageTotal = PageOf?.GetProperty(nameof(Page<int>.Total));
    private static readonly Type DataType = ReplyOf ?? typeof(TAnswer);
    private static readonly bool IsCounted = DataType.IsDefined(typeof(CountedAttribute), inherit: true);

    // Extras of a list stand at top level only; marked fields of an object stand there and in data.
    private static readonly IReadOnlyList<JsonPropertyInfo> TopLevel = DataType.IsClass && DataType != typeof(string) && !DataType.IsAssignableTo(typeof(IEnumerable))
        ? [.. WireJson.Out.GetTypeInfo(DataType).Properties.Where(property => property.Get is not null
            && (PageOf is not null || property.AttributeProvider?.IsDefined(typeof(AlsoAtTopAttribute), inherit: true) == true))]
        : [];

    public static OperationAnswer Write(TAnswer answer, string message)
    {
        var buffer = new ArrayPoolBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = WireJson.Out.Encoder, SkipValidation = true }))
        {
            var data = ReplyData is null ? answer : ReplyData.GetValue(answer);
            writer.WriteStartObject();
            writer.WriteBoolean("success"u8, true);
            foreach (var property in TopLevel.Where(_ => data is not null))
            {
                var value = property.Get!(data!);
                if (property.ShouldSerialize?.Invoke(data!, value) == false)
                {
                    continue;
                }

                writer.WritePropertyName(property.Name);
                JsonSerializer.Serialize(writer, value, property.PropertyType, WireJson.Out);
            }

            writer.WritePropertyName("data"u8);
            if (PageItems is not null)
            {
                var items = (IList)PageItems.GetValue(answer)!;
                if (answer is IPageOrOne { IsOne: true })
                {
                    JsonSerializer.Serialize(writer, items[0], WireJson.Out);
                }
                else
                {
                    WriteList(writer, items);
                }

                if (PageTotal!.GetValue(answer) is long total)
                {
                    writer.WriteNumber("total"u8, total);
                }
            }
            else
            {
                JsonSerializer.Serialize(writer, data, DataType, WireJson.Out);
                if (IsCounted)
                {
                    writer.WriteNumber("count"u8, 1);
                }
            }

            writer.WriteString("message"u8, ReplyMessage is null ? message : (string)ReplyMessage.GetValue(answer)!);
            writer.WriteEndObject();
        }

        return new OperationAnswer(buffer, records: PageItems is null ? 1 : ((IList)PageItems.GetValue(answer)!).Count);
    }

    private static void WriteList(Utf8JsonWriter writer, IList items)
    {
        JsonSerializer.Serialize(writer, items, PageItems!.PropertyType, WireJson.Kept);
        writer.WriteNumber("count"u8, items.Count);
    }
}
