using Microsoft.EntityFrameworkCore;
using PropOps.Application.BackgroundJobs;
using PropOps.Application.Persistence;
using PropOps.Application.Settings;
using PropOps.Domain.Activity;

namespace PropOps.Application.Activity;

/// <summary>Keeps where the chain stood at the end of each day that is over (AUD-3).</summary>
internal sealed class SealDays(IReadDb db, IAuditDays auditDays, ITransaction transaction, OrganisationDays days) : IScheduledTask
{
    public static string Name => "system.audit_seal";

    public static string Schedule => "0 1 * * *";

    public async Task Run(CancellationToken cancellationToken)
    {
        var latest = await db.Of<AuditDay>().MaxAsync(day => (DateOnly?)day.Day, cancellationToken);
        var first = latest?.AddDays(1)
            ?? (await db.Of<ActivityRow>().MinAsync(row => (DateTimeOffset?)row.At, cancellationToken) is { } began ? days.DayOf(began) : days.Today);
        for (var day = first; day < days.Today; day = day.AddDays(1))
        {
            var end = days.Start(day.AddDays(1));
            var last = await db.Of<ActivityRow>().Where(row => row.Number != null && row.At < end).OrderByDescending(row => row.Number)
                .Select(row => new { row.Number, row.Hash }).FirstOrDefaultAsync(cancellationToken);
            if (last is not null)
            {
                await transaction.Run(
                    () =>
                    {
                        auditDays.Keep(new AuditDay { Day = day, LastNumber = last.Number!.Value, Hash = last.Hash! });
                        return Task.FromResult(true);
                    },
                    cancellationToken);
            }
        }
    }
}

/// <summary>The heads of the days, in the running transaction.</summary>
public interface IAuditDays
{
    void Keep(AuditDay day);
}
