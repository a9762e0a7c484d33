using System.Globalization;
using PropOps.Application.Activity;
using PropOps.Application.UseCases;
using PropOps.Domain.Kernel;
using PropOps.Infrastructure.Files;
using PropOps.Infrastructure.Idempotency;
using PropOps.Infrastructure.Persistence;
using PropOps.WebApi.RateLimiting;
using PropOps.WebApi.Operations;
using PropOps.WebApi.Pages;

namespace PropOps.WebApi.Hosting;

/// <summary>The one place where something thrown becomes an answer. What nobody foresaw tells the caller a number to quote, and nothing else.</summary>
internal sealed partial class Refusals(RequestDelegate next, ILogger<Refusals> logger)
{
    public async Task Invoke(HttpContext http)
    {
        try
        {
            await next(http);
            if (!http.Response.HasStarted && http.GetEndpoint() is null or { DisplayName: "405 HTTP Method Not Supported" })
            {
                await http.RequestServices.GetRequiredService<RateLimiter>().CountUnserved(http);
                await AnswerUnserved(http);
            }
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested && !http.Features.Get<RequestDeadline>()!.Passed)
        {
            // The client has gone; there is nobody to answer.
        }
        catch (Exception exception) when (!http.Response.HasStarted)
        {
            await Answer(http, exception);
        }
        catch (Exception exception)
        {
            // Half an answer is out: it must not look whole, and is broken off. Kestrel would log the exception with its message and trace.
            LogUnforeseen(logger, Unforeseen.Describe(exception));
            http.Abort();
        }
    }

    private static Task AnswerUnserved(HttpContext http) => http.Response.StatusCode == StatusCodes.Status405MethodNotAllowed
        ? Write(http, StatusCodes.Status405MethodNotAllowed, "Method not allowed", "method_not_allowed")
        : Write(http, StatusCodes.Status404NotFound, "No such endpoint", "unknown_route");

    private async Task Answer(HttpContext http, Exception exception)
    {
        if (exception is Refusal refusal)
        {
            await http.RequestServices.GetRequiredService<RefusedCalls>().WriteDown(http, refusal);
        }

        await Tell(http, exception);
    }

    private Task Tell(HttpContext http, Exception exception)
    {
        switch (exception)
        {
            case InvalidRequestException invalid:
                return Write(http, StatusCodes.Status400BadRequest, invalid.Faults[0].Error, "invalid_parameter", invalid.Faults);
            case Refusal refusal:
                AddHeaders(http.Response.Headers, refusal);
                return Write(http, refusal.Status, refusal.Message, refusal.Code, refusal is InvalidRefusal { Field: var field } ? [new FieldFault(field, refusal.Message)] : null);
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return Write(http, StatusCodes.Status413PayloadTooLarge, "The request is larger than 1 MB", "too_large");
            case BadHttpRequestException:
                return Write(http, StatusCodes.Status400BadRequest, "The request body is not valid JSON", "malformed_body");
            case OperationCanceledException:
            case Exception when DatabaseAway.Is(exception) || DiskFull.Is(exception):
                LogUnavailable(logger, Unforeseen.Describe(exception));
                http.Response.Headers.RetryAfter = "5";
                return Write(http, StatusCodes.Status503ServiceUnavailable, "The service is temporarily unavailable", "unavailable");
            default:
                LogUnforeseen(logger, Unforeseen.Describe(exception));
                return Write(http, StatusCodes.Status500InternalServerError, $"Something went wrong. Quote {Correlation(http)} to support.", "internal_error");
        }
    }

    /// <summary>How to be known, or when to ask again.</summary>
    private static void AddHeaders(IHeaderDictionary headers, Refusal refusal)
    {
        if (refusal is UnauthenticatedRefusal)
        {
            headers.WWWAuthenticate = "Bearer";
        }

        TimeSpan? retryAfter = refusal switch
        {
            TooManyRefusal tooMany => tooMany.RetryAfter,
            UnavailableRefusal unavailable => unavailable.RetryAfter,
            StillInProgressRefusal => TimeSpan.FromSeconds(1),
            NotReadyRefusal => TimeSpan.FromSeconds(5),
            _ => null,
        };
        if (retryAfter is { } wait)
        {
            headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }
    }

    private static Task Write(HttpContext http, int status, string error, string code, IReadOnlyList<FieldFault>? faults = null)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<AnswersWithPages>() is { } pages)
        {
            return pages.Refuse(http, status, error);
        }

        var body = Envelope.Error(error, code, Correlation(http), faults);
        http.Response.StatusCode = status;
        http.Response.ContentType = Envelope.ContentType;
        http.Response.ContentLength = body.Length;
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : http.Response.Body.WriteAsync(body).AsTask();
    }

    private static string Correlation(HttpContext http) => http.RequestServices.GetRequiredService<Origin>().CorrelationId;

    [LoggerMessage(LogLevel.Error, "The request failed: {What}")]
    private static partial void LogUnforeseen(ILogger logger, string what);

    [LoggerMessage(LogLevel.Warning, "The request could not be served now: {What}")]
    private static partial void LogUnavailable(ILogger logger, string what);
}

/// <summary>414: the address is over 8 KB.</summary>
internal sealed class UriTooLongRefusal() : Refusal(414, "The address is too long", "uri_too_long");

/// <summary>431: the headers are over 32 KB in all.</summary>
internal sealed class HeaderTooLargeRefusal() : Refusal(431, "The request headers are too large", "header_too_large");
