using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using PropOps.Application.Activity;
using PropOps.Application.Persistence;
using PropOps.Infrastructure.Telemetry;

namespace PropOps.WebApi.Hosting;

/// <summary>What holds for every request and answer: correlation, deadline, timing and security headers.</summary>
internal sealed partial class RequestFrame(RequestDelegate next, ILogger<RequestFrame> logger)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    public async Task Invoke(HttpContext http)
    {
        var started = Stopwatch.GetTimestamp();
        var origin = http.RequestServices.GetRequiredService<Origin>();
        if (http.Request.Headers["X-Correlation-Id"].ToString() is var sent && CorrelationForm().IsMatch(sent))
        {
            origin.CorrelationId = sent;
        }

        var address = http.Connection.RemoteIpAddress;
        origin.IpAddress = (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString();
        origin.UserAgent = http.Request.Headers.UserAgent.ToString() is { Length: > 0 } agent ? agent : null;
        http.Response.OnStarting(() =>
        {
            WriteHeaders(http, origin, Stopwatch.GetElapsedTime(started));
            return Task.CompletedTask;
        });

        using var deadline = new RequestDeadline(Timeout, http.RequestAborted);
        http.Features.Set(deadline);
        http.RequestAborted = deadline.Token;
        using var scope = CorrelationScope.Begin(logger, origin.CorrelationId);
        await next(http);
        RequestSignals.Tell(http, origin);
    }

    private static void WriteHeaders(HttpContext http, Origin origin, TimeSpan elapsed)
    {
        var headers = http.Response.Headers;
        headers["X-Correlation-Id"] = origin.CorrelationId;
        headers["X-Response-Time-ms"] = Milliseconds(elapsed);
        headers["X-DB-Query-Time-ms"] = Milliseconds(http.RequestServices.GetRequiredService<DatabaseClock>().Total);
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (headers.ContentSecurityPolicy.Count == 0)
        {
            headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        }

        if (headers.CacheControl.Count == 0)
        {
            headers.CacheControl = "no-store";
        }

        if (http.Request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        }
    }

    private static string Milliseconds(TimeSpan time) => time.TotalMilliseconds.ToString("0.00", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{8,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex CorrelationForm();
}

/// <summary>Tells a client that went away from a request that took too long.</summary>
internal sealed class RequestDeadline : IDisposable
{
    private readonly CancellationToken _client;
    private readonly CancellationTokenSource _source;

    public RequestDeadline(TimeSpan timeout, CancellationToken client)
    {
        _client = client;
        _source = CancellationTokenSource.CreateLinkedTokenSource(client);
        _source.CancelAfter(timeout);
    }

    public CancellationToken Token => _source.Token;

    /// <summary>This request may take so long from now on.</summary>
    public void ProlongTo(TimeSpan timeout) => _source.CancelAfter(timeout);

    public bool Passed => _source.IsCancellationRequested && !_client.IsCancellationRequested;

    public void Dispose() => _source.Dispose();
}
