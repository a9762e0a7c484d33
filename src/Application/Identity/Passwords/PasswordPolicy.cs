using System.Text;

namespace PropOps.Application.Identity.Passwords;

/// <summary>What a password must be (PW-1), and what it must not hold (PW-2).</summary>
public static class PasswordPolicy
{
    public const int Longest = 128;
    public const string TooWeak = "Password must be at least 8 characters and contain an uppercase letter, a digit and a special character";
    public const string TellsTheOwner = "Password must not contain your name or email";
    private const int Shortest = 8;
    private const int ShortestWord = 4;

    public static bool IsStrong(string password)
    {
        var runes = Normalise(password).EnumerateRunes().ToList();
        return runes.Count >= Shortest
            && runes.Exists(Rune.IsUpper)
            && runes.Exists(Rune.IsDigit)
            && runes.Exists(rune => Rune.IsPunctuation(rune) || Rune.IsSymbol(rune) || Rune.IsWhiteSpace(rune));
    }

    /// <summary>Holds the address before its @, or a name; words of fewer than four letters stand in too many passwords by chance.</summary>
    public static bool Holds(string password, string email, string firstName, string lastName)
    {
        var normalised = Normalise(password);
        string[] words = [email.Split('@')[0], firstName, lastName];
        return words.Select(Normalise).Any(word => word.Length >= ShortestWord && normalised.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>As it is hashed: the same password from every keyboard.</summary>
    private static string Normalise(string text) => text.Normalize(NormalizationForm.FormKC);
}
