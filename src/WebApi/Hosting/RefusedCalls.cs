using PropOps.Application.Activity;
using PropOps.Application.Alerts;
using PropOps.Application.Files;
using PropOps.Application.Identity;
using PropOps.Application.Security;
using PropOps.Domain.Activity;
using PropOps.Domain.Alerts;
using PropOps.Domain.Kernel;
using PropOps.Domain.Security;
using PropOps.Infrastructure.RateLimiting;
using PropOps.WebApi.Operations;

namespace PropOps.WebApi.Hosting;

/// <summary>
/// Writes down that a signed-in account was refused, at most once a minute for an account and a path: nobody fills the log by
/// trying. Whoever is refused again and again is looked at (INT-2). Of refused files each is written down; their rate is limited.
/// </summary>
internal sealed class RefusedCalls(ICurrentUser currentUser, ISecurityLog securityLog, IActivityLog activityLog, IAlerts alerts, IRequestCounters counters)
{
    private const int WindowSeconds = 60;
    private const int SuspiciousRefusals = 20;
    private const int SuspiciousSeconds = 300;

    public async Task WriteDown(HttpContext http, Refusal refusal)
    {
        if (currentUser.Caller is not { } caller)
        {
            return;
        }

        // The route, not what was sent in its place: the log holds no values of a client.
        var call = $"{http.Request.Method} {(http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText}";
        if (refusal is TooLargeRefusal or UnsupportedMediaTypeRefusal or UnfitImageRefusal && MultipartBody.IsSent(http))
        {
            var draft = new ActivityDraft { Action = ActivityCategories.RefusedUpload };
            draft.Did($"{call}: {refusal.Message}");
            await activityLog.Keep(draft);
        }

        if (refusal is ForbiddenRefusal { Code: "permission_denied" } or NotFoundRefusal)
        {
            await Watch(caller, http.RequestAborted);
        }

        // Gates have codes of their own: they are met, not tried.
        SecurityEventType? type = refusal.Code switch
        {
            "permission_denied" => SecurityEventType.AccessDenied,
            "csrf_invalid" => SecurityEventType.CsrfRefused,
            _ => null,
        };
        if (type is not { } what)
        {
            return;
        }

        var taken = await counters.Take([new RequestLimit($"refused:{what}:{caller.Id}:{call}", 1, WindowSeconds)]);
        if (taken[0].IsAllowed)
        {
            await securityLog.Keep(new SecurityNote(what, caller.Id) { Detail = call }, http.RequestAborted);
        }
    }

    private async Task Watch(Caller caller, CancellationToken cancellationToken)
    {
        // The last one that is let pass is the last one that is not suspicious.
        var taken = await counters.Take([new RequestLimit($"refusals:{caller.Id}", SuspiciousRefusals - 1, SuspiciousSeconds)]);
        if (!taken[0].IsAllowed)
        {
            await alerts.Raise(
                new AlertDraft("security", Alert.Anomaly, $"refusals:{caller.Id}", $"{SuspiciousRefusals} calls of one account were refused within 5 minutes", AlertSeverity.Warning)
                {
                    UserId = caller.Id, OnceIn = TimeSpan.FromHours(1),
                },
                cancellationToken);
        }
    }
}
