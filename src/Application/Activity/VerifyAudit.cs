using PropOps.Application.Alerts;
using PropOps.Application.BackgroundJobs;
using PropOps.Application.Settings;
using PropOps.Domain.Alerts;

namespace PropOps.Application.Activity;

/// <summary>Looks every night whether the activity log is as it was written: the last month, on Sundays all of it.</summary>
internal sealed class VerifyAudit(AuditChain chain, IAlerts alerts, OrganisationDays days) : IScheduledTask
{
    private const int DaysOfANight = 30;
    private const string Component = "security";
    private const string Kind = "audit";

    public static string Name => "system.audit_verify";

    public static string Schedule => "30 1 * * *";

    public async Task Run(CancellationToken cancellationToken)
    {
        var today = days.Today;
        var report = await chain.Verify(today.DayOfWeek == DayOfWeek.Sunday ? null : today.AddDays(-DaysOfANight), to: null, cancellationToken);
        if (report.Fault is { } fault)
        {
            await alerts.Raise(new AlertDraft(Component, Kind, "chain", fault, AlertSeverity.Critical), cancellationToken);
        }
        else
        {
            await alerts.Resolve(Component, Kind, "chain", cancellationToken);
        }
    }
}
