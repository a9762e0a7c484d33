using PropOps.Application.Lookups;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Infrastructure.Persistence;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.WebApi.Demo;

/// <summary>400 jobs of the last 120 days with the life that each has had until now, so that they stand in every status there is.</summary>
internal static class DemoJobs
{
    private const int Count = 400;
    private static readonly TimeSpan Period = TimeSpan.FromDays(120);

    private static readonly (string Title, string Description, int JobType)[] Faults =
    [
        ("Boiler repair", "No hot water since this morning.", 3), ("Dripping kitchen tap", "The tap drips and the washer seems worn.", 1),
        ("Annual gas safety check", "Landlord gas safety record is due.", 5), ("Socket without power", "Two sockets in the living room are dead.", 2),
        ("Leaking gutter", "Water runs down the front wall when it rains.", 7), ("Mould in the bathroom", "Black mould above the bath.", 8),
        ("Front door does not lock", "The key turns but the bolt does not move.", 10), ("Blocked drain", "The sink empties slowly and smells.", 11),
        ("Fence panel down", "A panel came down in the storm.", 18), ("Repaint the hallway", "Marks after the last tenancy.", 14),
    ];

    public static void AddTo(PropOpsDbContext db, DemoPeople people, ILookups lookups, DateTimeOffset now)
    {
        for (var number = 0; number < Count; number++)
        {
            Add(db, people, lookups, number, now - Period + (Period * number / Count), now);
        }
    }

    private static void Add(PropOpsDbContext db, DemoPeople people, ILookups lookups, int number, DateTimeOffset raisedAt, DateTimeOffset now)
    {
        var fault = Faults[number % Faults.Length];
        var address = people.Addresses[number * 37 % people.Addresses.Count];
        var agent = people.Accounts[address.BranchId == people.Branches[0].Id ? "agent.north" : "agent.south"];
        var byAgent = number % 3 == 0;
        var author = DemoLife.ActorOf(byAgent ? agent : people.Accounts["coordinator"]);
        var job = Job.New(
            new JobDetails
            {
                Title = fault.Title,
                Description = fault.Description,
                PriorityId = (number % 10) switch { 0 => 4, < 3 => 3, < 8 => 2, _ => 1 },
                JobTypeId = fault.JobType,
                AddressId = address.Id,
                BranchId = address.BranchId,
                AgentId = agent.Id,
                OwnerId = people.Accounts["coordinator"].Id,
                TenantIds = [.. people.Tenants.Where(tenant => tenant.AddressId == address.Id).Select(tenant => tenant.Id)],
                TagIds = number % 11 == 0 ? [1, 4] : [],
                ContractorBudget = new Money(8_000 + (number % 20 * 1_250)),
                VatPercentage = new Percent(2_000),
                AccessDetails = number % 4 == 0 ? $"Key safe by the door, code {1000 + number}." : null,
            },
            CreatedVia.Ui,
            author);
        db.Add(job);
        job.Open("JOB-", author, raisedAt).Commit(null, (_, _) => null);
        new DemoLife(job, people, lookups, number, raisedAt, now).Live();

        // History is told, nobody is: these events are months old.
        job.ClearDomainEvents();
    }
}
