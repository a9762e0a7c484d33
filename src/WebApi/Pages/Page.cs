using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;

namespace PropOps.WebApi.Pages;

/// <summary>Marks an endpoint whose reader is a person: a refusal there is a page, not an envelope.</summary>
/// <param name="Refuse">writes the page with the status and the text of the refusal.</param>
internal sealed record AnswersWithPages(Func<HttpContext, int, string, Task> Refuse);

/// <summary>The frame of the product's own pages. They need no script and load nothing.</summary>
internal static class Page
{
    private const string Style = """
        body { font: 16px/1.5 system-ui, sans-serif; background: #f4f5f7; color: #1d2733; margin: 0; }
        main { max-width: 22rem; margin: 12vh auto; padding: 2rem; background: #fff; border: 1px solid #d9dee5; border-radius: .5rem; }
        h1 { font-size: 1.3rem; margin: 0 0 1rem; }
        label { display: block; margin-top: 1rem; font-weight: 600; }
        input { box-sizing: border-box; width: 100%; margin-top: .25rem; padding: .5rem; font: inherit; border: 1px solid #8894a3; border-radius: .25rem; }
        button { margin-top: 1.5rem; padding: .5rem 1.25rem; font: inherit; font-weight: 600; color: #fff; background: #1f5fa8; border: 0; border-radius: .25rem; cursor: pointer; }
        svg { display: block; max-width: 100%; margin: 0 auto; }
        code { overflow-wrap: anywhere; }
        .refusal { padding: .75rem; color: #8a1c1c; background: #fdecec; border: 1px solid #e9b8b8; border-radius: .25rem; }
        """;

    private static readonly string ContentPolicy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <param name="body">HTML; what came from outside is encoded by <see cref="Text"/>.</param>
    public static Task Write(HttpContext http, int status, string title, string body)
    {
        var page = Encoding.UTF8.GetBytes(
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{Text(title)} - PropOps</title><style>{Style}</style></head>
            <body><main><h1>{Text(title)}</h1>
            {body}
            </main></body>
            </html>

            """);
        http.Response.StatusCode = status;
        http.Response.Headers.ContentSecurityPolicy = ContentPolicy;
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.ContentLength = page.Length;
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : http.Response.Body.WriteAsync(page, http.RequestAborted).AsTask();
    }

    public static string Refusal(string message) => $"""<p class="refusal" role="alert">{Text(message)}</p>""";

    public static string Text(string text) => HtmlEncoder.Default.Encode(text);
}
