using System.Diagnostics.Metrics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PropOps.Application.Telemetry;

namespace PropOps.Application.Identity;

/// <summary>
/// PBKDF2-HMAC-SHA512 with 210,000 iterations and a 16-byte salt; algorithm and cost stand with each hash, so that the
/// product's can rise. A hash costs a core some 120 ms, so few are computed at once.
/// </summary>
public sealed class PasswordHashing : IDisposable
{
    private const string Algorithm = "pbkdf2-sha512";
    private const int SaltSize = 16;
    private const int HashSize = 64;
    private static readonly Counter<long> Checked = Signals.Figures.CreateCounter<long>("propops.password_checks", "{check}", "Passwords compared with a hash");
    private readonly SemaphoreSlim _atOnce = new(Environment.ProcessorCount);
    private readonly Lazy<string> _nobodys = new(() => Hash(Guid.NewGuid().ToString()));

    /// <summary>Lower in API tests only, which sign in a thousand times.</summary>
    internal static int Iterations { get; set; } = 210_000;

    public static string Hash(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltSize);
        return $"{Algorithm}${Iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(Derive(password, salt, Iterations))}";
    }

    /// <summary>Compares in constant time. Without a stored hash a hash is computed all the same, so that an unknown account takes as long (SIGN-1).</summary>
    public async Task<bool> Verify(string password, string? stored, CancellationToken cancellationToken)
    {
        Checked.Add(1);
        return await InTurn(() => Matches(password, stored ?? _nobodys.Value), cancellationToken) && stored is not null;
    }

    /// <summary>As <see cref="Hash"/>, while others wait their turn.</summary>
    public Task<string> Make(string password, CancellationToken cancellationToken) => InTurn(() => Hash(password), cancellationToken);

    /// <summary>The hash was made at a lower cost than today's.</summary>
    public static bool IsOutdated(string stored) => !stored.StartsWith($"{Algorithm}${Iterations}$", StringComparison.Ordinal);

    public void Dispose() => _atOnce.Dispose();

    private async Task<T> InTurn<T>(Func<T> work, CancellationToken cancellationToken)
    {
        await _atOnce.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(work, cancellationToken);
        }
        finally
        {
            _atOnce.Release();
        }
    }

    private static bool Matches(string password, string stored)
    {
        var parts = stored.Split('$');
        return parts is [Algorithm, var iterations, var salt, var hash]
            && CryptographicOperations.FixedTimeEquals(
                Derive(password, Convert.FromBase64String(salt), int.Parse(iterations, CultureInfo.InvariantCulture)), Convert.FromBase64String(hash));
    }

    private static byte[] Derive(string password, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(password.Normalize(NormalizationForm.FormKC), salt, iterations, HashAlgorithmName.SHA512, HashSize);
}
