using Microsoft.EntityFrameworkCore;
using PropOps.Application.BackgroundJobs;
using PropOps.Domain.Identity;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.Identity.Breaches;

/// <summary>Breaches become known later: what was found long ago counts no more, and the password is looked up at the next sign-in.</summary>
internal sealed class ForgetOldFindings(PropOpsDbContext db, StatementGate gate, TimeProvider time) : IScheduledTask
{
    private static readonly TimeSpan FindingHolds = TimeSpan.FromDays(90);

    public static string Name => "security.breaches";

    public static string Schedule => "15 4 * * 1";

    public Task Run(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - FindingHolds;
        return gate.Write(
            () => db.Set<User>().Where(user => user.PasswordCheckedAt < before && !user.PasswordCheckIsDue)
                .ExecuteUpdateAsync(set => set.SetProperty(user => user.PasswordCheckIsDue, true), cancellationToken),
            cancellationToken);
    }
}
