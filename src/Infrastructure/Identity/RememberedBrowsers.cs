using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PropOps.Application.Identity;
using PropOps.Domain.Identity;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.Identity;

/// <summary>A token of a remembered browser. Used ones stay as long as their browser, so that a copy is recognised.</summary>
internal sealed class RememberTokenRow
{
    public required byte[] TokenHash { get; init; }

    public required long BrowserId { get; init; }

    public DateTimeOffset? UsedAt { get; init; }
}

internal sealed class RememberedBrowserModel : IEntityTypeConfiguration<RememberedBrowser>, IEntityTypeConfiguration<RememberTokenRow>
{
    public void Configure(EntityTypeBuilder<RememberedBrowser> builder)
    {
        builder.ToTable("core_remembered_browsers");
        builder.HasIndex(browser => browser.UserId);
        builder.HasIndex(browser => browser.ExpiresAt);
    }

    public void Configure(EntityTypeBuilder<RememberTokenRow> builder)
    {
        builder.ToTable("core_remember_tokens");
        builder.HasKey(row => row.TokenHash);
        builder.HasOne<RememberedBrowser>().WithMany().HasForeignKey(row => row.BrowserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class RememberedBrowsers(PropOpsDbContext db, AccountLock accountLock, TimeProvider time) : IRememberedBrowsers
{
    public async Task<RememberToken?> Find(string token, CancellationToken cancellationToken)
    {
        if (SessionToken.HashOf(token) is not { } hash)
        {
            return null;
        }

        var now = time.GetUtcNow();
        return await (
            from row in db.Set<RememberTokenRow>()
            where row.TokenHash == hash
            join browser in db.Set<RememberedBrowser>() on row.BrowserId equals browser.Id
            select new RememberToken(hash, browser.Id, browser.UserId, row.UsedAt != null, browser.EndedAt == null && browser.ExpiresAt > now)).SingleOrDefaultAsync(cancellationToken);
    }

    public (long Id, string Token) Remember(User user, DateTimeOffset until)
    {
        var browser = new RememberedBrowser(user, until, time.GetUtcNow());
        db.Add(browser);
        return (browser.Id, Issue(browser.Id));
    }

    public async Task<string?> Exchange(RememberToken token, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var isOurs = await db.Set<RememberTokenRow>().Where(row => row.TokenHash == token.Hash && row.UsedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.UsedAt, now), cancellationToken) == 1;
        if (!isOurs)
        {
            return null;
        }

        // The browser's row is what its end and its next token wait for: whichever comes second sees what the first one did.
        var isRemembered = await db.Set<RememberedBrowser>().Where(browser => browser.Id == token.BrowserId && browser.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(browser => browser.ExpiresAt, until), cancellationToken) == 1;
        return isRemembered ? Issue(token.BrowserId) : null;
    }

    public async Task End(long browserId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await accountLock.Take(await db.Set<RememberedBrowser>().Where(browser => browser.Id == browserId).Select(browser => browser.UserId).SingleAsync(cancellationToken), cancellationToken);
        await db.Set<RememberedBrowser>().Where(browser => browser.Id == browserId && browser.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(browser => browser.EndedAt, now), cancellationToken);
        await db.Set<Session>().Where(session => session.RememberedBrowserId == browserId && session.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(session => session.EndedAt, now), cancellationToken);
    }

    private string Issue(long browserId)
    {
        var next = SessionToken.Create();
        db.Add(new RememberTokenRow { TokenHash = next.Hash, BrowserId = browserId });
        return next.Text;
    }
}
