using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;

namespace PropOps.Application.Identity.Passwords;

/// <summary>Whose password it is to be.</summary>
/// <param name="EarlierHashes">of the passwords that are not taken again.</param>
public sealed record PasswordOwner(string FirstName, string LastName, string Email, IReadOnlyList<string> EarlierHashes)
{
    public static PasswordOwner Of(User user) => new(user.FirstName, user.LastName, user.Email, [user.PasswordHash, .. user.FormerPasswordHashes]);
}

/// <summary>Judges a password that somebody chooses, and hashes it. Takes its time, so it is asked outside every transaction.</summary>
public sealed class PasswordChoice(PasswordHashing hashing, IBreachedPasswords breaches)
{
    /// <param name="field">the password's name in the request.</param>
    /// <returns>the hash to keep.</returns>
    /// <exception cref="InvalidRefusal">PW-1 to PW-3.</exception>
    public async Task<string> Accept(string password, PasswordOwner owner, string field, CancellationToken cancellationToken)
    {
        if (!PasswordPolicy.IsStrong(password))
        {
            throw new InvalidRefusal(field, PasswordPolicy.TooWeak);
        }

        if (PasswordPolicy.Holds(password, owner.Email, owner.FirstName, owner.LastName))
        {
            throw new InvalidRefusal(field, PasswordPolicy.TellsTheOwner);
        }

        foreach (var earlier in owner.EarlierHashes)
        {
            if (await hashing.Verify(password, earlier, cancellationToken))
            {
                throw new InvalidRefusal(field, "You have used this password before");
            }
        }

        if ((await breaches.Look(password, cancellationToken)).IsBreached)
        {
            throw new InvalidRefusal(field, "This password has appeared in data breaches. Choose another.");
        }

        return await hashing.Make(password, cancellationToken);
    }
}
