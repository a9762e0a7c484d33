using PropOps.Domain.Identity;

namespace PropOps.Application.Identity.SecondFactors;

/// <summary>Second factors as they are set up and asked for.</summary>
public interface ISecondFactors
{
    /// <summary>Loads an account's factor in the running transaction and takes its row's lock; a new one where it has none.</summary>
    Task<SecondFactor> Of(User user, CancellationToken cancellationToken);

    Task<int> RecoveryCodesLeft(long userId, CancellationToken cancellationToken);
}

/// <summary>What an authenticator app needs, and what it shows (RFC 6238: SHA-1, 6 digits, 30 seconds).</summary>
public interface IAuthenticatorApp
{
    string NewSecret();

    /// <returns>the 30 seconds to which the code belongs, now or one before or after; null where it is none of these.</returns>
    long? StepOf(string secret, string code);

    /// <summary>The address by which an app takes the secret over, and the same as a picture.</summary>
    (string Uri, string Svg) Invitation(string secret, string issuer, string account);
}

/// <summary>Browsers before which the second factor is not asked for a while (MFA-3).</summary>
public interface ITrustedDevices
{
    /// <summary>The browser is trusted, and neither password nor factor has changed since.</summary>
    Task<bool> Trusts(User user, CancellationToken cancellationToken);

    /// <summary>Trusts the browser, in the running transaction.</summary>
    void Trust(User user, int days);
}

/// <summary>The cookie of a trusted browser.</summary>
public interface IDeviceCookie
{
    /// <summary>As the browser sent it.</summary>
    string? Token { get; }

    void Set(string token, DateTimeOffset expires);
}
