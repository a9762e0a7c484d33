using System.Text.Json;
using System.Text.RegularExpressions;
using PropOps.UnitTests.Contract;

namespace PropOps.ApiTests.Contract;

/// <summary>
/// Stands between the tests and the product: whatever is answered under <c>/api</c> must have the shape that
/// <c>docs/contract</c> gives it, whatever the test itself looks at.
/// </summary>
internal sealed class AnswerCheck(HttpMessageHandler next) : DelegatingHandler(next)
{
    private static readonly WireContract Contract = WireContract.Read();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var sent = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var response = await base.SendAsync(request, cancellationToken);
        if (request.RequestUri!.AbsolutePath.StartsWith("/api/", StringComparison.Ordinal) && response.Content.Headers.ContentType?.MediaType == "application/json")
        {
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            if (body.Length > 0)
            {
                string[] faults = [.. response.IsSuccessStatusCode ? SuccessFaults(request, sent, body) : RefusalFaults(response, body)];
                Assert.That(faults, Is.Empty, $"{request.Method} {request.RequestUri} {sent}\n{(int)response.StatusCode} {body}");
            }
        }

        return response;
    }

    private static IEnumerable<string> RefusalFaults(HttpResponseMessage response, string body)
    {
        using var answer = JsonDocument.Parse(body);
        var isBadRequest = (int)response.StatusCode == 400;
        var faults = new ShapeFaults();
        faults.OfFields("", answer.RootElement, new Dictionary<string, (string Type, bool Required)>
        {
            ["success"] = ("boolean", true),
            ["error"] = ("string", true),
            ["code"] = ("string", true),
            ["correlation_id"] = ("string", true),
        }.Concat(isBadRequest ? [new("field", ("string", false)), new("errors", ("any", false))] : []));
        return faults.Found.Concat(answer.RootElement.TryGetProperty("success", out var success) && success.ValueKind == JsonValueKind.False ? [] : ["success is not false"]);
    }

    private static IEnumerable<string> SuccessFaults(HttpRequestMessage request, string sent, string body)
    {
        if (OperationOf(request, sent) is not { } operation)
        {
            return ["no operation of the contract answers this request"];
        }

        using var answer = JsonDocument.Parse(body);
        var faults = new ShapeFaults();
        faults.OfAnswer(operation, answer.RootElement);
        return faults.Found;
    }

    private static ContractOperation? OperationOf(HttpRequestMessage request, string sent)
    {
        var (path, method) = (request.RequestUri!.AbsolutePath, request.Method == HttpMethod.Head ? "GET" : request.Method.Method);
        var own = Contract.Operations.Where(operation => IsServedAt(operation.Path, path) && operation.Method == method).ToList();
        var action = ActionOf(request.RequestUri.Query, sent);
        return action is null
            ? own.Find(operation => operation.IsDefault) ?? Behind($"{method} {path}")
            : own.Find(operation => string.Equals(operation.Action, action, StringComparison.OrdinalIgnoreCase))
                ?? Behind($"{method} {path} action={action}")
                ?? own.Find(operation => operation.Action is null)
                ?? Behind($"{method} {path}");
    }

    /// <param name="route">as the contract writes it, with <c>{…}</c> for a value.</param>
    private static bool IsServedAt(string route, string path) =>
        route == path || (route.Contains('{', StringComparison.Ordinal) && Regex.IsMatch(path, $"^{Regex.Replace(Regex.Escape(route), @"\\{[^}]*}", "[^/]+")}$"));

    private static ContractOperation? Behind(string door) => Contract.Operations.FirstOrDefault(operation => operation.Doors.Contains(door, StringComparer.OrdinalIgnoreCase));

    private static string? ActionOf(string query, string sent)
    {
        var found = Regex.Match(query, @"[?&]action=([^&]+)") is { Success: true } inQuery ? inQuery
            : Regex.Match(sent, @"""action""\s*:\s*""([^""]+)""") is { Success: true } inJson ? inJson
            : Regex.Match(sent, @"name=""?action""?\r\n\r\n(\w+)") is { Success: true } inPart ? inPart
            : Regex.Match(sent, @"(?:^|&)action=([^&]+)");
        return found.Success ? found.Groups[1].Value : null;
    }
}
