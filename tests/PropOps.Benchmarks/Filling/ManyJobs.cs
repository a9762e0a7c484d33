using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using PropOps.Application.Names;
using PropOps.Application.Search;
using PropOps.Domain.Directory;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Infrastructure.Persistence;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Benchmarks.Filling;

/// <summary>
/// An installation with many jobs: the people of the demo, and jobs made and moved by the domain, with their history and
/// their place in the index, written in bulk. The same ones each time.
/// </summary>
internal sealed class ManyJobs
{
    private const int BatchSize = 5_000;

    // How far back the oldest one was raised.
    private static readonly TimeSpan Period = TimeSpan.FromDays(700);

    private readonly Random _random = new(1);
    private readonly DateTimeOffset _now = DateTimeOffset.UtcNow;
    private readonly int _count;
    private readonly Dictionary<IEntityType, RowsOfEntities> _rows = [];
    private List<Address> _addresses = [];
    private Dictionary<long, string> _fullAddresses = [];
    private List<Contractor> _contractors = [];
    private ILookup<long, long> _tenants = Array.Empty<long>().ToLookup(id => id);
    private Dictionary<long, User> _agents = [];
    private User _coordinator = null!;

    private ManyJobs(int count) => _count = count;

    public static Task Fill(IServiceProvider services, int count) => new ManyJobs(count).Fill(services);

    private async Task Fill(IServiceProvider services)
    {
        // While one batch is being written, the next is made. On SQLite ids are given by its one writer, so there each waits.
        var written = Task.CompletedTask;
        for (var made = 0; made < _count; made += BatchSize)
        {
            var scope = services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<PropOpsDbContext>();
            if (db.Database.IsSqlite())
            {
                await written;
            }

            var transaction = await db.Database.BeginTransactionAsync();
            var batch = await MakeBatch(db, made);
            await written;
            written = Task.Run(async () =>
            {
                await Write(db, batch);
                await transaction.CommitAsync();
                await scope.DisposeAsync();
            });
        }

        await written;
        await using var last = services.CreateAsyncScope();
        var finished = last.ServiceProvider.GetRequiredService<PropOpsDbContext>();
        await finished.Database.ExecuteSqlRawAsync(finished.Database.IsNpgsql() ? "VACUUM ANALYZE" : "ANALYZE");
    }

    private async Task<Batch> MakeBatch(PropOpsDbContext db, int made)
    {
        if (made == 0)
        {
            await ReadPeople(db);
        }

        var jobs = Enumerable.Range(made, Math.Min(BatchSize, _count - made)).Select(number => Make(db, number)).ToList();
        return new Batch(
            [
                .. from entry in db.ChangeTracker.Entries()
                   where !entry.Metadata.IsOwned()
                   group entry by entry.Metadata into ofOneType
                   let entities = RowsOf(ofOneType.Key)
                   select (entities, ofOneType.Select(entities.Of).ToList()),
            ],
            jobs.ConvertAll(job => (job.Id, Terms(job))));
    }

    private static async Task Write(PropOpsDbContext db, Batch batch)
    {
        var writer = BulkWriter.For(db);
        await writer.Prepare();
        foreach (var (entities, rows) in batch.Rows)
        {
            await writer.Write(entities, rows);
        }

        await writer.WriteSearch(batch.Search);
    }

    private RowsOfEntities RowsOf(IEntityType type) => _rows.TryGetValue(type, out var known) ? known : _rows[type] = new RowsOfEntities(type);

    private async Task ReadPeople(PropOpsDbContext db)
    {
        _addresses = await db.Set<Address>().AsNoTracking().ToListAsync();
        _fullAddresses = _addresses.ToDictionary(address => address.Id, address => address.FullAddress);
        _contractors = await db.Set<Contractor>().AsNoTracking().ToListAsync();
        _tenants = (await db.Set<Tenant>().AsNoTracking().ToListAsync()).Where(tenant => tenant.AddressId is not null).ToLookup(tenant => tenant.AddressId!.Value, tenant => tenant.Id);
        var accounts = await db.Set<User>().AsNoTracking().ToListAsync();
        _agents = accounts.Where(account => account.AccountType == AccountType.Agent).SelectMany(account => account.Branches, (account, branch) => (branch.BranchId, account))
            .DistinctBy(agent => agent.BranchId).ToDictionary(agent => agent.BranchId, agent => agent.account);
        _coordinator = accounts.Single(account => account.Email == DemoAccount.Email);
    }

    private Job Make(PropOpsDbContext db, int number)
    {
        var address = _addresses[_random.Next(_addresses.Count)];
        var agent = _agents[address.BranchId!.Value];
        var by = ActorOf(number % 3 == 0 ? agent : _coordinator);
        var at = _now - Period + (Period * ((double)number / _count));
        var job = Job.New(
            new JobDetails
            {
                Title = number % 9_973 == 0 ? "A quixotic repair" : Words(4), Description = Words(30), PriorityId = 1 + _random.Next(4), JobTypeId = 1 + _random.Next(18),
                AddressId = address.Id, BranchId = address.BranchId, AgentId = agent.Id, OwnerId = _coordinator.Id, TenantIds = [.. _tenants[address.Id]],
                TagIds = number % 4 == 0 ? [1, 4] : [], TotalBudget = new Money(20_000 + (number % 40 * 2_500)), ContractorBudget = new Money(8_000 + (number % 20 * 1_250)),
                VatPercentage = new Percent(2_000), CostCode = $"CC-{number % 50}", AccessDetails = number % 4 == 0 ? $"Key safe by the door, code {1000 + (number % 9000)}." : null,
            },
            CreatedVia.Ui,
            by);
        db.Add(job);
        job.Open("JOB-", by, at).Commit(null, (_, _) => null);
        Move(job, number, at);
        job.ClearDomainEvents();
        return job;
    }

    /// <summary>Three in four are closed, as in any installation of some age.</summary>
    private void Move(Job job, int number, DateTimeOffset at)
    {
        var firm = _contractors[number % _contractors.Count];
        JobStep[] life =
        [
            new(JobAction.Assign) { ContractorId = firm.Id, CountsAsAccepted = false, Notify = false },
            new(JobAction.Accept),
            new(JobAction.Start),
            new(JobAction.Complete) { Report = new CompletionReport("Repaired; works as it should.", at.AddDays(4), 1.5m, null, FollowUpNeeded: false, null, _coordinator.Id) },
            new(JobAction.Close),
        ];
        foreach (var (index, step) in life.Take(number % 4 == 1 ? number % life.Length : life.Length).Index())
        {
            var then = at.AddDays(index + 1);
            var revision = job.Revise(ActorOf(_coordinator), then, new JobCircumstances(JobCircumstances.PartyOf(AccountType.Staff), JobMoney.None) { Today = DateOnly.FromDateTime(then.UtcDateTime) });
            revision.Do(step);
            revision.Commit(step.Reason, (_, _) => null);
        }
    }

    private string[] Terms(Job job) =>
    [
        .. SearchWords.Of(job.JobRef, job.Title, job.Description, _fullAddresses[job.AddressId]),
        .. new (NameKind Kind, long? Id)[] { (NameKind.Account, job.AgentId), (NameKind.Contractor, job.ContractorId) }
            .Concat(job.TenantIds.Select(id => (Kind: NameKind.Tenant, Id: (long?)id)))
            .Where(person => person.Id is not null)
            .Select(person => $"¤{person.Kind}{person.Id}"),
    ];

    /// <summary>Few words are common and many are rare, as in any text.</summary>
    private string Words(int count) => string.Join(' ', Enumerable.Range(0, count).Select(_ =>
    {
        var rank = (int)Math.Pow(20_000, _random.NextDouble());
        return $"{(char)('a' + (rank % 26))}{(char)('a' + (rank / 26 % 26))}{(char)('a' + (rank / 676))}";
    }));

    private static Actor ActorOf(User user) => new(user.Id, user.Uuid, user.Name, user.AccountType, Via.Ui);

    private sealed record Batch(IReadOnlyList<(RowsOfEntities Entities, List<object?[]> Rows)> Rows, List<(long Id, string[] Terms)> Search);
}
