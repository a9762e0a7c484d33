using Ardalis.Specification;
using PropOps.Domain.Kernel;

namespace PropOps.Domain.Identity.OneTime;

/// <summary>
/// A link that was mailed to the owner of an account: who has it may do one thing, once. It is no session and holds no keys
/// (ACC-11). Only the SHA-256 of its token is kept.
/// </summary>
public sealed class OneTimeLink : AggregateRoot
{
    private OneTimeLink()
    {
    }

    /// <param name="emailToken">of the address that it is mailed to.</param>
    public OneTimeLink(long userId, LinkPurpose purpose, byte[] tokenHash, string emailToken, DateTimeOffset expiresAt, DateTimeOffset at)
    {
        (UserId, Purpose, TokenHash, EmailToken, ExpiresAt) = (userId, purpose, tokenHash, emailToken, expiresAt);
        Created(at);
    }

    public long UserId { get; private set; }

    public LinkPurpose Purpose { get; private set; }

    public byte[] TokenHash { get; private set; } = [];

    /// <summary>Who reads an address that the account no longer has can do nothing with the link.</summary>
    public string EmailToken { get; private set; } = "";

    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>When it was used, or replaced by a later one.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    public bool IsGood(DateTimeOffset at) => EndedAt is null && ExpiresAt > at;

    public void End(DateTimeOffset at)
    {
        EndedAt = at;
        Changed(at);
    }
}

public enum LinkPurpose
{
    PasswordReset,
    EmailVerification,
    Invitation,
}

public sealed class LinkByToken : Specification<OneTimeLink>
{
    public LinkByToken(LinkPurpose purpose, byte[] tokenHash) => Query.Where(link => link.TokenHash == tokenHash && link.Purpose == purpose);
}

/// <summary>The links that an account was sent since, those that have ended too.</summary>
public sealed class LinksSentSince : Specification<OneTimeLink>
{
    public LinksSentSince(long userId, LinkPurpose purpose, DateTimeOffset since) =>
        Query.Where(link => link.UserId == userId && link.Purpose == purpose && link.CreatedAt > since);
}

public sealed class OpenLinks : Specification<OneTimeLink>
{
    public OpenLinks(long userId, LinkPurpose purpose) => Query.Where(link => link.UserId == userId && link.Purpose == purpose && link.EndedAt == null);
}
