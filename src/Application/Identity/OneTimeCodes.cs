using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PropOps.Application.Encryption;
using PropOps.Application.Persistence;
using PropOps.Domain.Identity;
using PropOps.Domain.Identity.OneTime;

namespace PropOps.Application.Identity;

/// <summary>Makes mailed codes and takes them. All of it behind the lock of their account, in the running transaction.</summary>
public sealed class OneTimeCodes(IRepository<OneTimeCode> codes, IBlindIndex blindIndex, TimeProvider time)
{
    private const int Digits = 6;

    /// <summary>Makes a code, which ends the earlier one.</summary>
    /// <returns>the digits, to be mailed.</returns>
    public async Task<string> Replace(CodePurpose purpose, User user, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        (await codes.Find(new OpenCode(user.Id, purpose), cancellationToken))?.End(now);
        var digits = RandomNumberGenerator.GetInt32((int)Math.Pow(10, Digits)).ToString("D6", CultureInfo.InvariantCulture);
        codes.Add(new OneTimeCode(user.Id, purpose, HashOf(purpose, user, digits), TokenOf(user), now));
        return digits;
    }

    /// <summary>A wrong try is counted by the commit, so whoever calls this refuses only afterwards.</summary>
    public async Task<CodeTry> Try(CodePurpose purpose, User user, string digits, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await codes.Find(new OpenCode(user.Id, purpose), cancellationToken) is not { } code || !code.IsGood(TokenOf(user), now))
        {
            return new CodeTry(IsRight: false, WrongTries: 0);
        }

        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(code.CodeHash), Encoding.UTF8.GetBytes(HashOf(purpose, user, digits))))
        {
            code.Wrong(now);
            return new CodeTry(IsRight: false, code.WrongTries);
        }

        code.End(now);
        return new CodeTry(IsRight: true, code.WrongTries);
    }

    /// <summary>When they were sent lately, the first one first.</summary>
    public async Task<IReadOnlyList<DateTimeOffset>> SentSince(CodePurpose purpose, long userId, DateTimeOffset since, CancellationToken cancellationToken) =>
        [.. (await codes.List(new CodesSentSince(userId, purpose, since), cancellationToken)).Select(code => code.CreatedAt)];

    private string TokenOf(User user) => blindIndex.Token(BlindIndexKind.Email, user.Email);

    private string HashOf(CodePurpose purpose, User user, string digits) => blindIndex.Token(BlindIndexKind.OneTimeCode, $"{purpose}:{user.Uuid}:{digits}");
}

/// <param name="WrongTries">of this code, this one included; 0 where there is none that could be tried.</param>
public sealed record CodeTry(bool IsRight, int WrongTries)
{
    /// <summary>It was the last try, and the code is void.</summary>
    public bool UsedUp => WrongTries == OneTimeCode.Tries;
}
