using Microsoft.EntityFrameworkCore;
using PropOps.Application.Lookups;
using PropOps.Application.Persistence;
using PropOps.Domain.Identity;
using PropOps.Infrastructure.Persistence;

namespace PropOps.WebApi.Demo;

/// <summary>Fills an empty database with a believable agency (<c>Demo__Seed</c>): no events, no mails, deterministic.</summary>
internal static class DemoData
{
    public static async Task AddToEmptyDatabase(IServiceProvider services, CancellationToken cancellationToken)
    {
        var db = services.GetRequiredService<PropOpsDbContext>();
        if (await db.Set<User>().AnyAsync(cancellationToken))
        {
            return;
        }

        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        await services.GetRequiredService<ITransaction>().Run(
            () =>
            {
                var people = DemoPeople.AddTo(db, now.AddDays(-200));
                DemoJobs.AddTo(db, people, services.GetRequiredService<ILookups>(), now);
                return Task.FromResult(true);
            },
            cancellationToken);
    }
}
