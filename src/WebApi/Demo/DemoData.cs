using System.Net;
using Microsoft.EntityFrameworkCore;
using PropOps.Application.Identity;
using PropOps.Application.Identity.NewAddress;
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
            async () =>
            {
                var people = DemoPeople.AddTo(db, now.AddDays(-200));
                DemoJobs.AddTo(db, people, services.GetRequiredService<ILookups>(), now);
                await KnowThisMachine(services.GetRequiredService<IKnownNetworks>(), services.GetRequiredService<IKnownDevices>(), people, cancellationToken);
                return true;
            },
            cancellationToken);
    }

    /// <summary>
    /// Who tries the product out is asked for no PIN, whose mail nobody would get (PIN-1), and their programs, which name no
    /// device, are no news to the people of the demo.
    /// </summary>
    private static async Task KnowThisMachine(IKnownNetworks networks, IKnownDevices devices, DemoPeople people, CancellationToken cancellationToken)
    {
        foreach (var account in people.Accounts.Values)
        {
            await networks.Remember(account.Id, IPAddress.Loopback.ToString(), cancellationToken);
            await networks.Remember(account.Id, IPAddress.IPv6Loopback.ToString(), cancellationToken);
            await devices.Recognise(account.Id, userAgent: null, cancellationToken);
        }
    }
}
