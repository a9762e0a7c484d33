using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PropOps.Domain.Kernel;
using PropOps.Infrastructure.Encryption;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.Idempotency;

/// <summary>One key of one account: claimed before the work, holding the answer after it. Times in Unix milliseconds, so that one statement fits both databases.</summary>
internal sealed class IdempotencyRow
{
    public required long AccountId { get; init; }

    public required string Key { get; init; }

    /// <summary>Keyed fingerprint of verb, path, operation and what was sent.</summary>
    public required string RequestHash { get; init; }

    public required string ClaimId { get; init; }

    public required long ClaimedUntil { get; init; }

    public required long CreatedAt { get; init; }

    /// <summary>The envelope that was answered; null while the work goes on. Encrypted: it may hold personal data.</summary>
    public string? Answer { get; init; }
}

internal sealed class IdempotencyModel : IEntityTypeConfiguration<IdempotencyRow>
{
    public void Configure(EntityTypeBuilder<IdempotencyRow> builder)
    {
        builder.ToTable("core_idempotency");
        builder.HasKey(row => new { row.AccountId, row.Key });
        builder.HasIndex(row => row.CreatedAt);
        builder.Property(row => row.Answer).IsEncryptedOrNull();
    }
}

/// <summary>A retry with the same Idempotency-Key gets the first answer again; the change happens once (IDEM-1 to IDEM-3).</summary>
public sealed class IdempotentRequests
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>Stands for an answer that shows a secret (IDEM-4).</summary>
    public const string NotKept = "";

    /// <summary>As long as a request may take; a claim that is older was left by a crash and is taken over.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private readonly PropOpsDbContext _db;
    private readonly WriteGate _gate;
    private readonly TimeProvider _time;

    internal IdempotentRequests(PropOpsDbContext db, WriteGate gate, TimeProvider time) => (_db, _gate, _time) = (db, gate, time);

    /// <returns>the claim, or the answer that was given before.</returns>
    /// <exception cref="ConflictRefusal">the key was used for something else.</exception>
    /// <exception cref="StillInProgressRefusal">the first request has not finished.</exception>
    public async Task<IdempotencyClaim> Claim(long accountId, string key, string requestHash, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        var until = now + (long)Lease.TotalMilliseconds;
        var forgotten = now - (long)Kept.TotalMilliseconds;
        var claim = Guid.CreateVersion7().ToString("N");
        using (await _gate.Enter(cancellationToken))
        {
            await _db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO core_idempotency (account_id, key, request_hash, claim_id, claimed_until, created_at, answer)
                VALUES ({accountId}, {key}, {requestHash}, {claim}, {until}, {now}, NULL)
                ON CONFLICT (account_id, key) DO UPDATE SET
                    request_hash = excluded.request_hash, claim_id = excluded.claim_id, claimed_until = excluded.claimed_until,
                    created_at = excluded.created_at, answer = NULL
                WHERE core_idempotency.created_at < {forgotten}
                   OR (core_idempotency.answer IS NULL AND core_idempotency.claimed_until < {now} AND core_idempotency.request_hash = excluded.request_hash)
                """,
                cancellationToken);
        }

        var row = await _db.Set<IdempotencyRow>().AsNoTracking().SingleOrDefaultAsync(stored => stored.AccountId == accountId && stored.Key == key, cancellationToken);
        return row switch
        {
            null => throw new StillInProgressRefusal(),
            { ClaimId: var id } when id == claim => new IdempotencyClaim(accountId, key, claim, null),
            { RequestHash: var hash } when hash != requestHash =>
                throw new ConflictRefusal("Idempotency-Key was already used with a different request", "idempotency_conflict"),
            { Answer: NotKept } => throw new ConflictRefusal("This request was already carried out; its answer cannot be shown again", "idempotency_conflict"),
            { Answer: { } answer } => new IdempotencyClaim(accountId, key, claim, answer),
            _ => throw new StillInProgressRefusal(),
        };
    }

    /// <summary>Keeps the answer, in the transaction of the change: a crash leaves both or neither.</summary>
    public async Task Keep(IdempotencyClaim claim, string answer, CancellationToken cancellationToken)
    {
        if (await Write(claim, answer, cancellationToken) == 0)
        {
            // It took too long, and a retry has taken over: this change must not happen as well.
            throw new StillInProgressRefusal();
        }
    }

    /// <summary>Keeps an answer that was made outside of a transaction: what it tells of has happened, though the caller may have gone or a retry have taken over.</summary>
    public async Task KeepAfterwards(IdempotencyClaim claim, string answer)
    {
        using (await _gate.Enter(CancellationToken.None))
        {
            await Write(claim, answer, CancellationToken.None);
        }
    }

    /// <summary>A refused request stores nothing and is judged anew. What was kept stays: its change has happened.</summary>
    public async Task Forget(IdempotencyClaim claim)
    {
        using (await _gate.Enter(CancellationToken.None))
        {
            await Mine(claim).Where(row => row.Answer == null).ExecuteDeleteAsync();
        }
    }

    /// <returns>0 where a retry has taken over.</returns>
    private Task<int> Write(IdempotencyClaim claim, string answer, CancellationToken cancellationToken) =>
        Mine(claim).ExecuteUpdateAsync(set => set.SetProperty(row => row.Answer, answer), cancellationToken);

    private IQueryable<IdempotencyRow> Mine(IdempotencyClaim claim) => _db.Set<IdempotencyRow>()
        .Where(row => row.AccountId == claim.AccountId && row.Key == claim.Key && row.ClaimId == claim.ClaimId);
}

/// <param name="StoredAnswer">what was answered the first time; null where this request is the first.</param>
public sealed record IdempotencyClaim(long AccountId, string Key, string ClaimId, string? StoredAnswer);

/// <summary>409, worth trying again in a second.</summary>
public sealed class StillInProgressRefusal() : Refusal(409, "A request with this Idempotency-Key is still in progress", "idempotency_in_progress");
