using Ardalis.Specification;
using PropOps.Domain.Kernel;

namespace PropOps.Domain.Identity.OneTime;

/// <summary>Six digits that were mailed to the owner of an account, good for a quarter of an hour and five tries.</summary>
public sealed class OneTimeCode : AggregateRoot
{
    public const int Tries = 5;
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private OneTimeCode()
    {
    }

    /// <param name="codeHash">keyed hash of the account, the purpose and the digits.</param>
    /// <param name="emailToken">of the address that it is mailed to.</param>
    public OneTimeCode(long userId, CodePurpose purpose, string codeHash, string emailToken, DateTimeOffset at)
    {
        (UserId, Purpose, CodeHash, EmailToken, ExpiresAt) = (userId, purpose, codeHash, emailToken, at + Lifetime);
        Created(at);
    }

    public long UserId { get; private set; }

    public CodePurpose Purpose { get; private set; }

    public string CodeHash { get; private set; } = "";

    public string EmailToken { get; private set; } = "";

    public DateTimeOffset ExpiresAt { get; private set; }

    public int WrongTries { get; private set; }

    /// <summary>When it was used, used up, or replaced by a later one.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    public bool IsGood(string emailToken, DateTimeOffset at) => EndedAt is null && ExpiresAt > at && EmailToken == emailToken;

    public void Wrong(DateTimeOffset at)
    {
        if (++WrongTries == Tries)
        {
            EndedAt = at;
        }

        Changed(at);
    }

    public void End(DateTimeOffset at)
    {
        EndedAt = at;
        Changed(at);
    }
}

public enum CodePurpose
{
    /// <summary>The PIN that a new network asks for.</summary>
    NewAddress,

    EmailVerification,
}

/// <summary>The codes of an account that are neither used nor replaced: one at most.</summary>
public sealed class OpenCode : Specification<OneTimeCode>
{
    public OpenCode(long userId, CodePurpose purpose) => Query.Where(code => code.UserId == userId && code.Purpose == purpose && code.EndedAt == null);
}

/// <summary>The codes that an account was sent since, those that have ended too.</summary>
public sealed class CodesSentSince : Specification<OneTimeCode>
{
    public CodesSentSince(long userId, CodePurpose purpose, DateTimeOffset since) =>
        Query.Where(code => code.UserId == userId && code.Purpose == purpose && code.CreatedAt > since).OrderBy(code => code.Id);
}
