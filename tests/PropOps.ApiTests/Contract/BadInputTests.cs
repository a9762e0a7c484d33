using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Contract.Served;
using PropOps.ApiTests.Hosting;
using PropOps.Application.Identity;
using PropOps.Domain.Identity;
using PropOps.UnitTests.Contract;

namespace PropOps.ApiTests.Contract;

/// <summary>
/// What no client in good faith sends, to every served operation and every field of its contract: the product refuses it in the
/// envelope, names the field, and never stumbles.
/// </summary>
public sealed class BadInputTests(Column column) : ApiTest(column)
{
    private const int HostileTextsPerField = 4;

    /// <summary>Printed with a fault, so that it can be found again.</summary>
    private static readonly int Seed = Environment.GetEnvironmentVariable("PROPOPS_TEST_SEED") is { } seed ? int.Parse(seed, System.Globalization.CultureInfo.InvariantCulture) : 20261127;

    private static readonly IReadOnlyList<ContractOperation> Operations = [.. WireContract.Read().Operations.OrderBy(operation => operation.Id, StringComparer.Ordinal)];

    private Faults _faults = null!;
    private readonly Dictionary<ContractOperation, Queue<Player>> _players = [];
    private ActivityTrace _trace = null!;
    private ICsrfTokens _csrf = null!;

    protected override IEnumerable<(string Key, string Value)> Settings =>
        [("Demo:Seed", "true"), ("RateLimiting:Multiplier", "10000"), ("Organisation:PortalAccess", "true")];

    [SetUp]
    public void Begin() => (_faults, _trace) = (new Faults(), new ActivityTrace());

    protected override async Task Arrange()
    {
        _csrf = Installation.Services.GetRequiredService<ICsrfTokens>();

        // One account for each test of an operation: what one of them does to its own session or account meets no other.
        var parts = Operations.ToDictionary(operation => operation, operation => Part.WithEverything(
            Enum.GetValues<AccountType>().First(type => operation.AccountTypes.Count == 0 || operation.AccountTypes.Contains(type.ToString()))) with { SeededRole = operation.Roles.Count > 0 ? operation.Roles[^1] : null });
        var cast = await Cast.Gather(Installation, parts.Values.SelectMany(part => Enumerable.Repeat(part, 3)));
        foreach (var (operation, part) in parts)
        {
            _players[operation] = new(Enumerable.Range(0, 3).Select(_ => cast.Take(part)));
        }
    }

    [Test]
    public async Task A_value_that_a_field_cannot_hold_is_refused_by_its_name()
    {
        await _faults.Judge(Operations, async operation =>
        {
            var (player, valid) = (_players[operation].Dequeue(), Draft.Valid(operation));
            var answer = await Send(operation, player, valid.ToMessage());
            if (answer.Status == 400 && answer.Error!.StartsWith("Invalid or missing required parameter", StringComparison.Ordinal))
            {
                _faults.Add($"{valid}: the request that the contract makes is refused, so that nothing can be said of its fields; say in Samples.Values what fits. {Faults.Describe(answer)}");
                return;
            }

            var isTyped = valid.IsInBody && !valid.IsInParts;
            foreach (var field in operation.Input.Where(field => !field.Waits && field.In != "path"))
            {
                foreach (var value in BadValues.RefusedBy(field, isTyped))
                {
                    var draft = valid.With(field.Name, value?.DeepClone());
                    var refused = await Send(operation, player, draft.ToMessage());
                    if (refused.Status != 400 || !FieldsOf(refused).Any(name => IsPartOf(field, name)))
                    {
                        _faults.Add($"{draft}: {field.Name} is not refused: {Faults.Describe(refused)}");
                    }
                }
            }
        });
        await RequireNone();
    }

    [Test]
    public async Task Hostile_texts_do_no_harm_in_any_field()
    {
        await _faults.Judge(Operations, async operation =>
        {
            var (player, valid) = (_players[operation].Dequeue(), Draft.Valid(operation));
            var random = new Random(Seed);
            foreach (var field in operation.Input.Where(field => !field.Waits))
            {
                var fitting = BadValues.Hostile.Where(text => (valid.IsInBody && field.In != "path") || BadValues.FitsInAddress(text)).ToArray();
                foreach (var text in random.GetItems(fitting, HostileTextsPerField))
                {
                    await Send(operation, player, valid.With(field.Name, text).ToMessage());
                    if (valid.IsInBody && field.Type == "array")
                    {
                        await Send(operation, player, valid.With(field.Name, new JsonArray(text)).ToMessage());
                    }
                }
            }
        });
        await RequireNone();
    }

    [Test]
    public async Task A_body_that_is_none_is_refused_before_anything_is_done()
    {
        await _faults.Judge(Operations.Where(operation => operation.Method is "POST" or "PUT"), async operation =>
        {
            var player = _players[operation].Dequeue();
            var action = operation.Action is null ? "" : $"\"action\":\"{operation.Action}\",";
            var nested = string.Concat(Enumerable.Repeat("{\"a\":", 40)) + "1" + new string('}', 40);
            foreach (var (body, media, status, code) in new (string, string, int, string)[]
            {
                ("{" + action, "application/json", 400, "malformed_body"),
                ($"[{{{action}\"a\":1}}]", "application/json", 400, "malformed_body"),
                ($"{{{action}\"deep\":{nested}}}", "application/json", 400, "malformed_body"),
                ($"{{{action}\"deep\":{new string('[', 5000)}{new string(']', 5000)}}}", "application/json", 400, "malformed_body"),
                ($"{{{action}\"twice\":1,\"twice\":2}}", "application/json", 400, "malformed_body"),
                ($"{{{action}\"half\":\"\\ud800\"}}", "application/json", 400, "malformed_body"),
                ($"{{{action}\"a\":1}}", "text/plain", 415, "unsupported_media_type"),
                ("<a/>", "application/xml", 415, "unsupported_media_type"),
                ($"{{{action}\"long\":\"{new string('x', 1024 * 1024)}\"}}", "application/json", 413, "too_large"),
            })
            {
                var request = Draft.Valid(operation).ToMessage();
                request.Content = new StringContent(body, Encoding.UTF8, media);
                var answer = await Send(operation, player, request);
                if ((answer.Status, answer.Code) != (status, code))
                {
                    _faults.Add($"{operation.Id} with {(body.Length > 60 ? body[..60] + "…" : body)} as {media}: expected {status} {code}, got {Faults.Describe(answer)}");
                }
            }
        });
        await RequireNone();
    }

    private async Task RequireNone()
    {
        foreach (var fault in await _trace.Faults(Installation))
        {
            _faults.Add(fault);
        }

        _faults.RequireNone();
    }

    /// <summary>Sends it, and looks at what every answer has in common.</summary>
    private async Task<ApiAnswer> Send(ContractOperation operation, Player player, HttpRequestMessage request)
    {
        var (method, address) = (request.Method, request.RequestUri);
        var sent = request.Content is null ? "" : await request.Content.ReadAsStringAsync();
        var answer = await Http.Answer(player.Signed(request, operation.NeedsCsrf ? _csrf : null));
        _trace.Saw(operation, answer);
        foreach (var fault in InCommon(operation, answer))
        {
            _faults.Add($"{operation.Id}: {fault} (seed {Seed}) {method} {address} {(sent.Length > 300 ? sent[..300] + "…" : sent)}: {Faults.Describe(answer)}");
        }

        return answer;
    }

    private static IEnumerable<string> InCommon(ContractOperation operation, ApiAnswer answer)
    {
        if (answer.Status >= 500)
        {
            yield return "stumbled";
        }

        if (answer.Status >= 400 && (answer.Body.ValueKind != JsonValueKind.Object || answer.Code is null))
        {
            yield return "no envelope";
        }

        foreach (var header in new[]
        {
            "X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset", "X-Response-Time-ms", "X-DB-Query-Time-ms", "X-Correlation-Id", "X-Content-Type-Options", "X-Frame-Options",
            "Referrer-Policy", "Content-Security-Policy", "Cross-Origin-Resource-Policy", "Cache-Control",
        })
        {
            if (string.IsNullOrEmpty(answer.Header(header)))
            {
                yield return $"without {header}";
            }
        }

        if (operation.NeedsCsrf && answer.Status is not (401 or 429) && answer.Header("X-CSRF-Token") is null)
        {
            yield return "without the next CSRF token";
        }

        if (answer.Header("Server") is not null || answer.Header("Set-Cookie")?.Contains("hostile", StringComparison.Ordinal) == true)
        {
            yield return "with a header that is not ours";
        }
    }

    private static IEnumerable<string> FieldsOf(ApiAnswer answer)
    {
        if (answer.Body.TryGetProperty("errors", out var errors))
        {
            return errors.EnumerateArray().Select(error => error.GetProperty("field").GetString()!);
        }

        return answer.Body.TryGetProperty("field", out var field) ? [field.GetString()!] : [];
    }

    private static bool IsPartOf(ContractField field, string named) =>
        named == field.Name || named.StartsWith(field.Name + "[", StringComparison.Ordinal) || named.StartsWith(field.Name + ".", StringComparison.Ordinal);
}
