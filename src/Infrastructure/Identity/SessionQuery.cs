using Microsoft.EntityFrameworkCore;
using PropOps.Domain.Identity;
using PropOps.Infrastructure.Coherence;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.Identity;

/// <summary>The one row that every request reads. Compiled once per host: a compiled query belongs to one model.</summary>
internal sealed class SessionQuery
{
    private readonly Func<PropOpsDbContext, byte[], IAsyncEnumerable<SessionRow>> _read = EF.CompileAsyncQuery(
        (PropOpsDbContext db, byte[] tokenHash) =>
            from session in db.Set<Session>()
            where session.TokenHash == tokenHash
            join user in db.Set<User>() on session.UserId equals user.Id
            select new SessionRow
            {
                Id = session.Id,
                Uuid = session.Uuid,
                Kind = session.Kind,
                ExpiresAt = session.ExpiresAt,
                LastActiveAt = session.LastActiveAt,
                IdleMinutes = session.IdleMinutes,
                EndedAt = session.EndedAt,
                ProvenAt = session.ProvenAt,
                PassedSecondFactor = session.PassedSecondFactor,
                AwaitsPin = session.AwaitsPin,
                Scopes = session.Scopes,
                IsCsrfExempt = session.IsCsrfExempt,
                ActorId = session.ActorId,
                UserId = user.Id,
                Status = user.Status,
                IsBlacklisted = user.IsBlacklisted,
                HasSecondFactor = user.SecondFactorSince != null,
                HasVerifiedEmail = user.EmailVerifiedAt != null,
                MustChangePassword = user.MustChangePassword,
                PermissionsVersion = user.PermissionsVersion,
                People = db.Set<ChangeNumber>().Where(change => change.Kind == ChangeKind.People).Select(change => change.Number).First(),
                Places = db.Set<ChangeNumber>().Where(change => change.Kind == ChangeKind.Places).Select(change => change.Number).First(),
                Lookups = db.Set<ChangeNumber>().Where(change => change.Kind == ChangeKind.Lookups).Select(change => change.Number).First(),
                Rules = db.Set<ChangeNumber>().Where(change => change.Kind == ChangeKind.Rules).Select(change => change.Number).First(),
            });

    /// <returns>null where no session has this id.</returns>
    public async Task<SessionRow?> Find(PropOpsDbContext db, byte[] tokenHash, DateTimeOffset now, CancellationToken cancellationToken) =>
        await ById(db, tokenHash, cancellationToken) ?? await ByFormerId(db, tokenHash, now, cancellationToken);

    private async Task<SessionRow?> ById(PropOpsDbContext db, byte[] tokenHash, CancellationToken cancellationToken)
    {
        await foreach (var row in _read(db, tokenHash).WithCancellation(cancellationToken))
        {
            return row;
        }

        return null;
    }

    // Only where nobody has the id now it may be one that was replaced a moment ago, so that this costs no ordinary request anything.
    private async Task<SessionRow?> ByFormerId(PropOpsDbContext db, byte[] tokenHash, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var renewed = await db.Set<Session>().AsNoTracking().SingleOrDefaultAsync(
            session => session.Former!.TokenHash == tokenHash && session.Former.GoodUntil > now, cancellationToken);
        return renewed?.Former is { } former && await ById(db, renewed.TokenHash, cancellationToken) is { } row
            ? row with { ProvenAt = former.ProvenAt, PassedSecondFactor = former.PassedSecondFactor, AwaitsPin = former.AwaitsPin }
            : null;
    }
}

internal sealed record SessionRow
{
    public required long Id { get; init; }

    public required Guid Uuid { get; init; }

    public required SessionKind Kind { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public required DateTimeOffset LastActiveAt { get; init; }

    public required int? IdleMinutes { get; init; }

    public required DateTimeOffset? EndedAt { get; init; }

    public required DateTimeOffset? ProvenAt { get; init; }

    public required bool PassedSecondFactor { get; init; }

    public required bool AwaitsPin { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    public required bool IsCsrfExempt { get; init; }

    public required long? ActorId { get; init; }

    public required long UserId { get; init; }

    public required AccountStatus Status { get; init; }

    public required bool IsBlacklisted { get; init; }

    public required bool HasSecondFactor { get; init; }

    public required bool HasVerifiedEmail { get; init; }

    public required bool MustChangePassword { get; init; }

    public required int PermissionsVersion { get; init; }

    public required long People { get; init; }

    public required long Places { get; init; }

    public required long Lookups { get; init; }

    public required long Rules { get; init; }
}
