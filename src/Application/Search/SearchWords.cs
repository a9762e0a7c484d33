using System.Globalization;
using System.Text;

namespace PropOps.Application.Search;

/// <summary>
/// The words of a text as they are indexed and looked for: without case, marks and apostrophes, split at everything but
/// letters and digits (SEARCH-2). Made here and not by the databases, whose word breakers differ.
/// </summary>
public static class SearchWords
{
    /// <summary>Characters of a word that count: nobody types more, and an index takes no word of any length.</summary>
    private const int Longest = 64;

    public static HashSet<string> Of(params IEnumerable<string?> texts)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        var word = new StringBuilder();
        foreach (var text in texts)
        {
            foreach (var rune in (text ?? "").Normalize(NormalizationForm.FormKD).EnumerateRunes())
            {
                if (Rune.IsLetterOrDigit(rune))
                {
                    Append(word, rune);
                }
                else if (!IsPassedOver(rune))
                {
                    End(word, words);
                }
            }

            End(word, words);
        }

        return words;
    }

    private static void Append(StringBuilder word, Rune rune)
    {
        if (word.Length < Longest)
        {
            word.Append(Rune.ToLowerInvariant(rune));
        }
    }

    private static void End(StringBuilder word, HashSet<string> words)
    {
        if (word.Length > 0)
        {
            words.Add(word.ToString());
            word.Clear();
        }
    }

    private static bool IsPassedOver(Rune rune) =>
        rune.Value is '\'' or '\u2019' or '\u2018' or '\u02BC'
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
}
