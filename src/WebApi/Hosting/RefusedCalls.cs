using PropOps.Application.Identity;
using PropOps.Application.Security;
using PropOps.Domain.Kernel;
using PropOps.Domain.Security;
using PropOps.Infrastructure.RateLimiting;

namespace PropOps.WebApi.Hosting;

/// <summary>Writes down that a signed-in account was refused, at most once a minute for an account and a path: nobody fills the log by trying.</summary>
internal sealed class RefusedCalls(ICurrentUser currentUser, ISecurityLog securityLog, IRequestCounters counters)
{
    private const int WindowSeconds = 60;

    public async Task WriteDown(HttpContext http, ForbiddenRefusal refusal)
    {
        // Gates have codes of their own: they are met, not tried.
        SecurityEventType? type = refusal.Code switch
        {
            "permission_denied" => SecurityEventType.AccessDenied,
            "csrf_invalid" => SecurityEventType.CsrfRefused,
            _ => null,
        };
        if (type is not { } what || currentUser.Caller is not { } caller)
        {
            return;
        }

        // The route, not what was sent in its place: the log holds no values of a client.
        var path = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "";
        var taken = await counters.Take([new RequestLimit($"refused:{what}:{caller.Id}:{http.Request.Method} {path}", 1, WindowSeconds)]);
        if (taken[0].IsAllowed)
        {
            await securityLog.Keep(new SecurityNote(what, caller.Id) { Detail = $"{http.Request.Method} {path}" }, http.RequestAborted);
        }
    }
}
