using System.Collections.Concurrent;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using PropOps.TestHost.Otlp;

namespace PropOps.TestHost;

/// <summary>
/// A collector of telemetry, which shows at <c>/spans</c> and <c>/figures</c> what it was sent. Its first line says where it
/// listens.
/// </summary>
internal static class OtlpPeer
{
    public const string Usage = "otlp-peer";

    public static async Task<int> Run()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        var spans = new ConcurrentQueue<SpanSeen>();
        var figures = new ConcurrentDictionary<string, FigureSeen>();
        app.MapPost("/v1/traces", async (HttpRequest request) =>
        {
            foreach (var span in SpansOf(await Read(request, ExportTraceServiceRequest.Parser)))
            {
                spans.Enqueue(span);
            }
        });
        app.MapPost("/v1/metrics", async (HttpRequest request) =>
        {
            foreach (var figure in FiguresOf(await Read(request, ExportMetricsServiceRequest.Parser)))
            {
                // Each is a sum since the start, or how it stands now: the last one holds.
                figures[$"{figure.Name} {string.Join(' ', figure.Labels.OrderBy(label => label.Key, StringComparer.Ordinal))}"] = figure;
            }
        });
        app.MapGet("/spans", () => spans);
        app.MapGet("/figures", () => figures.Values);
        await app.StartAsync();
        Console.WriteLine(app.Urls.Single());

        // Until whoever started it has gone.
        await Console.In.ReadToEndAsync();
        return 0;
    }

    private static async Task<T> Read<T>(HttpRequest request, MessageParser<T> parser)
        where T : IMessage<T>
    {
        if (request.ContentType != "application/x-protobuf")
        {
            throw new BadHttpRequestException("OTLP over HTTP is protobuf here.");
        }

        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        return parser.ParseFrom(body.ToArray());
    }

    private static IEnumerable<SpanSeen> SpansOf(ExportTraceServiceRequest request) =>
        from resource in request.ResourceSpans
        from scope in resource.ScopeSpans
        from span in scope.Spans
        select new SpanSeen(
            Hex(span.TraceId), Hex(span.SpanId), Hex(span.ParentSpanId), span.Name, Labels(span.Attributes), Labels(resource.Resource.Attributes),
            [.. span.Events.SelectMany(happened => Labels(happened.Attributes).Values.Append(happened.Name))]);

    private static IEnumerable<FigureSeen> FiguresOf(ExportMetricsServiceRequest request)
    {
        foreach (var metric in request.ResourceMetrics.SelectMany(resource => resource.ScopeMetrics).SelectMany(scope => scope.Metrics))
        {
            foreach (var point in metric.Histogram?.DataPoints ?? [])
            {
                yield return new FigureSeen(metric.Name, metric.Unit, Labels(point.Attributes), point.Sum, (long)point.Count);
            }

            foreach (var point in (metric.Sum ?? metric.Gauge)?.DataPoints ?? [])
            {
                yield return new FigureSeen(metric.Name, metric.Unit, Labels(point.Attributes), point.HasAsDouble ? point.AsDouble : point.AsInt, Count: 1);
            }
        }
    }

    private static Dictionary<string, string> Labels(IEnumerable<KeyValue> attributes) => attributes.ToDictionary(
        attribute => attribute.Key,
        attribute => attribute.Value.ValueCase switch
        {
            AnyValue.ValueOneofCase.StringValue => attribute.Value.StringValue,
            AnyValue.ValueOneofCase.IntValue => $"{attribute.Value.IntValue}",
            _ => attribute.Value.ToString(),
        });

    private static string Hex(ByteString bytes) => Convert.ToHexStringLower(bytes.Span);
}
