using PropOps.Domain.Kernel;

namespace PropOps.Domain.Identity;

/// <summary>
/// The authenticator app of an account (RFC 6238) and the codes for the day it is lost. Changed behind the lock of its row, so
/// that of one code on two nodes one is taken (MFA-1).
/// </summary>
public sealed class SecondFactor : Entity
{
    public static readonly TimeSpan SetupTakes = TimeSpan.FromMinutes(10);

    private SecondFactor()
    {
    }

    public SecondFactor(User user) => UserId = user.Id;

    public long UserId { get; private set; }

    /// <summary>Base32; null until it is confirmed.</summary>
    public string? Secret { get; private set; }

    /// <summary>The 30 seconds whose code was taken last: neither it nor an earlier one is taken again.</summary>
    public long LastStep { get; private set; }

    /// <summary>Keyed hashes of the recovery codes that are left.</summary>
    public IReadOnlyList<string> RecoveryCodes { get; private set; } = [];

    /// <summary>A secret that was shown and is not confirmed yet.</summary>
    public string? OfferedSecret { get; private set; }

    public DateTimeOffset? OfferedUntil { get; private set; }

    public void Offer(string secret, DateTimeOffset at) => (OfferedSecret, OfferedUntil) = (secret, at + SetupTakes);

    /// <returns>null where nothing was offered, or too long ago.</returns>
    public string? OfferedAt(DateTimeOffset now) => OfferedUntil > now ? OfferedSecret : null;

    /// <summary>The app gave a code of the offered secret.</summary>
    public void Confirm(long step, IReadOnlyList<string> recoveryCodes)
    {
        (Secret, OfferedSecret, OfferedUntil) = (OfferedSecret, null, null);
        (LastStep, RecoveryCodes) = (step, recoveryCodes);
    }

    /// <returns>false where this code, or a later one, was taken before.</returns>
    public bool Take(long step)
    {
        if (step <= LastStep)
        {
            return false;
        }

        LastStep = step;
        return true;
    }

    /// <returns>false where the code is none that is left.</returns>
    public bool TakeRecoveryCode(string hash)
    {
        if (!RecoveryCodes.Contains(hash))
        {
            return false;
        }

        RecoveryCodes = [.. RecoveryCodes.Where(code => code != hash)];
        return true;
    }

    public void Renew(IReadOnlyList<string> recoveryCodes) => RecoveryCodes = recoveryCodes;

    public void TurnOff() => (Secret, OfferedSecret, OfferedUntil, RecoveryCodes) = (null, null, null, []);
}
