using System.Security.Cryptography;
using System.Text;
using PropOps.Application.Activity;
using PropOps.Application.Files;
using PropOps.Application.Identity;
using PropOps.Application.Identity.Gates;
using PropOps.Application.Settings;
using PropOps.Application.UseCases;
using PropOps.Domain.Kernel;
using PropOps.Infrastructure.Encryption;
using PropOps.Infrastructure.Idempotency;
using PropOps.WebApi.Hosting;
using PropOps.WebApi.RateLimiting;

namespace PropOps.WebApi.Operations;

/// <summary>One request from its route to its answer. Reads from top to bottom like the contract's table of precedence.</summary>
internal sealed class OperationRunner(PathOperations path)
{
    private const int MostNamedParameters = 10;
    private const int LongestName = 100;
    private readonly UploadRule? _largestUpload = path.LargestUpload;

    public async Task Run(HttpContext http)
    {
        var services = http.RequestServices;
        var cancellationToken = http.RequestAborted;

        // 2: the address's rate limit; where the token's account is known, 4 in the same round trip
        var limiter = services.GetRequiredService<RateLimiter>();
        var counted = await limiter.CountAddress(http, path.CountedAs(http), path.IsForStrangers ? null : Credentials.TokenOf(http));
        if (http.Request.RouteValues["token"] is string link)
        {
            await limiter.CountLink(http, path.CountedAs(http), link);
        }

        if (path.LandsAt is not null && !IsOwnNavigation(http))
        {
            Land(http, path.LandsAt);
            return;
        }

        // 3: authentication
        var caller = path.IsForStrangers ? null : await Credentials.Authenticate(http, path.IsOpen, path.LeavesSessionAlone, resumes: !path.IsOpen);
        var changes = path.Method != "GET";
        if (caller is not null)
        {
            if (changes)
            {
                CsrfCheck.OfferNext(http, caller);
            }

            // 4: the account's rate limit
            if (counted != caller.Id)
            {
                await limiter.CountAccount(http, path.CountedAs(http), Credentials.TokenOf(http)!, caller.Id);
            }
        }

        // 5: size, media type, JSON; of several parts those before the first file
        using var input = await RequestBody.Read(http, cancellationToken, _largestUpload);

        // 6: action
        var operation = path.Find(ActionOf(http, input))
            ?? throw new UnknownActionRefusal(path.Reachable.Select(entrance => entrance.Action).OfType<string>());
        http.Features.Set(operation);
        var unknown = UnknownParameters(http, operation, input);
        var csv = operation.Csv is { } offered && CsvExport.IsAskedFor(http) ? offered : null;
        if (csv is null && unknown.Count > 0)
        {
            http.Response.Headers["X-Ignored-Parameters"] = string.Join(",", unknown.Take(MostNamedParameters));
        }

        if (caller is not null)
        {
            // 7: CSRF; the token is used up here
            if (operation.NeedsCsrf && !caller.Session.IsCsrfExempt)
            {
                await CsrfCheck.Require(http, input, caller);
            }

            // 8: gates
            services.GetRequiredService<GateKeeper>().Require(caller, operation.Access);
        }

        // 9: account type, role, key
        services.GetRequiredService<Pipeline>().Authorise(operation.Access);

        // 5 of what was left: nobody's files are taken in who may not send them
        if (input.Parts is { } parts)
        {
            await parts.ReadFiles(operation, services.GetRequiredService<IFileStore>(), cancellationToken);
        }

        services.GetRequiredService<ActivityDraft>().Action = operation.Id;
        if (changes && caller is not null && http.Request.Headers["Idempotency-Key"].ToString() is { Length: > 0 } key)
        {
            // 10: Idempotency-Key, around 11 to 13
            await RunOnce(http, operation, input, caller, key);
            return;
        }

        // 11 to 13: fields, records, state
        if (csv is not null)
        {
            caller?.RequireOwnHands();
            await SendCsv(http, csv, input, unknown);
            return;
        }

        using var answer = await operation.Run(services, input, beforeCommit: null, cancellationToken);
        if (path.LandsAt is not null)
        {
            Land(http, path.LandsAt);
            return;
        }

        if (caller is not null && !changes && operation.Access is PermissionAttribute)
        {
            await services.GetRequiredService<ReadRecords>().Count(caller, answer.Records, services);
        }

        await (answer.File is { } file ? SendFile(http, file) : Write(http, operation, answer.Body));
    }

    /// <summary>A link on a foreign page, or a program that only looks, must not act through a browser's door.</summary>
    private static bool IsOwnNavigation(HttpContext http) =>
        HttpMethods.IsGet(http.Request.Method) && !string.Equals(http.Request.Headers["Sec-Fetch-Site"], "cross-site", StringComparison.OrdinalIgnoreCase);

    private static void Land(HttpContext http, SettingKey<string> address) =>
        http.Response.Redirect(http.RequestServices.GetRequiredService<ISettings>().Get(address));

    private static async Task RunOnce(HttpContext http, Operation operation, RequestInput input, Caller caller, string key)
    {
        if (key.Length > 255 || key.Any(character => character is < ' ' or > '~'))
        {
            throw new InvalidRefusal("Idempotency-Key");
        }

        var requests = http.RequestServices.GetRequiredService<IdempotentRequests>();
        var fingerprint = RequestFingerprint.Of(http, operation, input, http.RequestServices.GetRequiredService<KeyRing>());
        var claim = await requests.Claim(caller.Id, key, fingerprint, http.RequestAborted);
        if (claim.StoredAnswer is { } stored)
        {
            http.Response.Headers["Idempotency-Replayed"] = "true";
            await Write(http, operation, Encoding.UTF8.GetBytes(stored));
            return;
        }

        OperationAnswer answer;
        var isKept = false;
        try
        {
            answer = await operation.Run(
                http.RequestServices,
                input,
                async written =>
                {
                    await requests.Keep(claim, KeptOf(operation, written), http.RequestAborted);
                    isKept = true;
                },
                http.RequestAborted);
        }
        catch
        {
            try
            {
                await requests.Forget(claim);
            }
            catch (Exception)
            {
                // The database is away. The claim runs out by itself, and the caller hears what went wrong first.
            }

            throw;
        }

        using (answer)
        {
            if (!isKept)
            {
                await requests.KeepAfterwards(claim, KeptOf(operation, answer));
            }

            await Write(http, operation, answer.Body);
        }
    }

    private static string KeptOf(Operation operation, OperationAnswer answer) =>
        operation.ShowsSecret ? IdempotentRequests.NotKept : Encoding.UTF8.GetString(answer.Body.Span);

    /// <summary>Of a GET or DELETE in the query, else in the body; the query is taken as well, both and different is a 400.</summary>
    private static string? ActionOf(HttpContext http, RequestInput input)
    {
        var inQuery = http.Request.Query.TryGetValue("action", out var values) ? values[^1] : null;
        var inBody = input.Text("action");
        return inQuery is { Length: > 0 } && inBody is { Length: > 0 } && !string.Equals(inQuery, inBody, StringComparison.OrdinalIgnoreCase)
            ? throw new InvalidRefusal("action")
            : inBody is { Length: > 0 } ? inBody : inQuery;
    }

    private List<string> UnknownParameters(HttpContext http, Operation operation, RequestInput input)
    {
        var queryHoldsFields = path.Method is "GET" or "DELETE" && input.Values is not null;
        return
        [
            .. from name in http.Request.Query.Keys
               let known = name is "action" or "csrf_token" or "_" || name.StartsWith("utm_", StringComparison.Ordinal)
                   || (queryHoldsFields && RequestShape.Of(operation.RequestType).Fields.Any(field => field.Spellings.Contains(name)))
               where !known && name.Length > 0
               select Spell(name),
        ];
    }

    /// <summary>A parameter that means nothing is refused here: whoever misspelt a filter must not take everything for what they asked for.</summary>
    private static async Task SendCsv(HttpContext http, CsvExport csv, RequestInput input, List<string> unknown)
    {
        if (unknown.Count > 0)
        {
            throw new InvalidRequestException([.. unknown.Select(FieldFault.Of)]);
        }

        http.Features.Get<RequestDeadline>()!.ProlongTo(CsvExport.Timeout);
        var file = await csv.Run(http.RequestServices, input, http.RequestAborted);
        await file.Send(http);
    }

    // A name is the client's text: what could end the header or the list is shown percent-encoded.
    private static string Spell(string name)
    {
        var start = name.Length <= LongestName ? name : name[..LongestName];
        return start.All(character => character is > ' ' and < '\u007f' and not ',') ? start : Uri.EscapeDataString(start);
    }

    private static async Task Write(HttpContext http, Operation operation, ReadOnlyMemory<byte> body)
    {
        if (operation.HasETag)
        {
            if (EntityTag.IsKnown(http, Convert.ToHexStringLower(SHA256.HashData(body.Span).AsSpan(0, 16))))
            {
                return;
            }
        }

        http.Response.ContentType = Envelope.ContentType;
        http.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await http.Response.Body.WriteAsync(body, http.RequestAborted);
        }
    }

    /// <summary>A picture is shown in a page and kept by the browser for a day; its address changes with it. Nothing in it is ever run.</summary>
    private static async Task SendFile(HttpContext http, FileContent file)
    {
        http.Response.Headers.CacheControl = "private, max-age=86400";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox; frame-ancestors 'none'";
        if (EntityTag.IsKnown(http, file.Digest))
        {
            return;
        }

        await using var bytes = await OpenOrForget(http, file);
        await new FileAnswer(file.ContentType, file.Name, (body, ct) => bytes.CopyToAsync(body, ct)) { IsShown = true, Length = bytes.Length }.Send(http);
    }

    /// <summary>A refusal in place of the file must not be kept for a day.</summary>
    private static async Task<Stream> OpenOrForget(HttpContext http, FileContent file)
    {
        try
        {
            return await file.Open(http.RequestAborted);
        }
        catch
        {
            http.Response.Headers.CacheControl = "no-store";
            http.Response.Headers.ETag = default;
            throw;
        }
    }
}
