using System.Collections.Frozen;
using System.IO.Compression;
using System.Text;

namespace PropOps.Infrastructure.Identity.Breaches;

/// <summary>
/// The 10,000 commonest passwords, made by <c>build/common-passwords.sh</c>. None of them meets the policy as it stands, so
/// what people add to meet it does not count: capitals, and digits and signs behind the word.
/// </summary>
internal sealed class CommonPasswords
{
    private readonly Lazy<FrozenSet<string>> _all = new(Read);

    public bool Hold(string password)
    {
        var plain = password.Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        return _all.Value.Contains(plain) || _all.Value.Contains(WordOf(plain));
    }

    private static string WordOf(string password)
    {
        var end = password.Length;
        while (end > 0 && !char.IsLetter(password[end - 1]))
        {
            end--;
        }

        return password[..end];
    }

    private static FrozenSet<string> Read()
    {
        using var resource = typeof(CommonPasswords).Assembly.GetManifestResourceStream("common-passwords")!;
        using var text = new StreamReader(new BrotliStream(resource, CompressionMode.Decompress), Encoding.UTF8);
        return text.ReadToEnd().Split('\n').ToFrozenSet(StringComparer.Ordinal);
    }
}
