namespace PropOps.Domain.Identity;

/// <content>The account's password: what is kept of it, when it must change, and what is known of breaches.</content>
public sealed partial class User
{
    /// <summary>How many of the last passwords are not taken again, today's included (PW-2).</summary>
    public const int RememberedPasswords = 5;

    private static readonly TimeSpan PasswordCheckHolds = TimeSpan.FromDays(7);

    private readonly List<string> _formerPasswordHashes = [];

    public string PasswordHash { get; private set; } = "";

    /// <summary>Of the passwords before, the latest one first.</summary>
    public IReadOnlyList<string> FormerPasswordHashes => _formerPasswordHashes;

    public DateTimeOffset PasswordChangedAt { get; private set; }

    /// <summary>What the last look-up of the password found; null = there was none yet.</summary>
    public bool? PasswordIsBreached { get; private set; }

    /// <summary>In how many breaches it was found; null where that is not known.</summary>
    public int? PasswordBreachCount { get; private set; }

    public DateTimeOffset? PasswordCheckedAt { get; private set; }

    /// <summary>What the last look-up found counts no more.</summary>
    public bool PasswordCheckIsDue { get; private set; }

    public bool MustChangePassword { get; private set; }

    /// <summary>Keeps a hash of the same password at today's cost.</summary>
    public void Rehash(string passwordHash) => PasswordHash = passwordHash;

    /// <param name="passwordHash">of a password that was looked up and stands in no breach.</param>
    public void ChoosePassword(string passwordHash, PasswordChangedBy by, DateTimeOffset at)
    {
        if (_formerPasswordHashes.Count == RememberedPasswords - 1)
        {
            _formerPasswordHashes.RemoveAt(RememberedPasswords - 2);
        }

        _formerPasswordHashes.Insert(0, PasswordHash);
        (PasswordHash, PasswordChangedAt, MustChangePassword) = (passwordHash, at, false);
        (PasswordIsBreached, PasswordBreachCount, PasswordCheckedAt, PasswordCheckIsDue) = (false, null, at, false);
        Raise(new PasswordChosen(this, by));
        Changed(at);
    }

    /// <summary>Keeps what a look-up of the password found; one that stands in a breach must be changed (PBR-3).</summary>
    public void PasswordChecked(bool isBreached, int? count, DateTimeOffset at)
    {
        if (isBreached && PasswordIsBreached is not true)
        {
            Raise(new PasswordBreached(this));
            RequirePasswordChange(at);
        }

        (PasswordIsBreached, PasswordBreachCount, PasswordCheckedAt, PasswordCheckIsDue) = (isBreached, count, at, false);
    }

    /// <summary>Once a week, and where somebody asked for it.</summary>
    public bool WantsPasswordCheck(DateTimeOffset at) => PasswordCheckIsDue || PasswordCheckedAt is null || at - PasswordCheckedAt >= PasswordCheckHolds;

    /// <summary>A stored hash cannot be looked up: it happens when the password is at hand, at the next sign-in.</summary>
    public void RequirePasswordCheck() => PasswordCheckIsDue = true;

    public void RequirePasswordChange(DateTimeOffset at)
    {
        MustChangePassword = true;
        Changed(at);
    }
}
