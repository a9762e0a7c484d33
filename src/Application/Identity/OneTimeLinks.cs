using Microsoft.EntityFrameworkCore;
using PropOps.Application.Encryption;
using PropOps.Application.Persistence;
using PropOps.Domain.Identity;
using PropOps.Domain.Identity.OneTime;

namespace PropOps.Application.Identity;

/// <summary>Finds a mailed link by its token. Unknown, used, replaced and expired ones are all the same nothing.</summary>
public sealed class OneTimeLinks(IReadDb db, IRepository<OneTimeLink> links, IRepository<User> users, IBlindIndex blindIndex, TimeProvider time)
{
    /// <summary>Whose link it is, to be looked at only.</summary>
    public async Task<LinkedAccount?> Look(LinkPurpose purpose, string token, CancellationToken cancellationToken)
    {
        var hash = LinkToken.HashOf(token);
        var now = time.GetUtcNow();
        return await (
            from link in db.Of<OneTimeLink>()
            where link.TokenHash == hash && link.Purpose == purpose && link.EndedAt == null && link.ExpiresAt > now
            join user in db.Of<User>() on link.UserId equals user.Id
            where user.EmailToken == link.EmailToken
            select new LinkedAccount(user, link.ExpiresAt)).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Uses the link up, in the running transaction: of two at one moment the second finds nothing.</summary>
    /// <returns>its account, to be changed; null where the link is not good, which leaves it as it was.</returns>
    public async Task<User?> Take(LinkPurpose purpose, string token, CancellationToken cancellationToken)
    {
        // The account's lock before the link's, as everybody takes them who makes a link.
        var now = time.GetUtcNow();
        if (await Look(purpose, token, cancellationToken) is not { } seen
            || await users.Find(new UserById(seen.User.Id), cancellationToken) is not { } user
            || await links.Find(new LinkByToken(purpose, LinkToken.HashOf(token)), cancellationToken) is not { } link
            || !link.IsGood(now)
            || link.EmailToken != user.EmailToken)
        {
            return null;
        }

        link.End(now);
        return user;
    }

    /// <summary>Makes a link, which ends the account's earlier ones for the same purpose. Behind the account's lock.</summary>
    /// <returns>the token, to be mailed.</returns>
    public async Task<string> Replace(LinkPurpose purpose, User user, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        await End(purpose, user.Id, cancellationToken);
        var token = LinkToken.Create();
        var now = time.GetUtcNow();
        links.Add(new OneTimeLink(user.Id, purpose, token.Hash, blindIndex.Token(BlindIndexKind.Email, user.Email), now + lifetime, now));
        return token.Text;
    }

    public async Task End(LinkPurpose purpose, long userId, CancellationToken cancellationToken)
    {
        foreach (var open in await links.List(new OpenLinks(userId, purpose), cancellationToken))
        {
            open.End(time.GetUtcNow());
        }
    }

    /// <summary>How many were made lately, those that have ended too.</summary>
    public Task<int> CountSince(LinkPurpose purpose, long userId, DateTimeOffset since, CancellationToken cancellationToken) =>
        links.Count(new LinksSentSince(userId, purpose, since), cancellationToken);
}

public sealed record LinkedAccount(User User, DateTimeOffset ExpiresAt);
