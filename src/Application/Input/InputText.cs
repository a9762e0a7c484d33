using System.Text;

namespace PropOps.Application.Input;

/// <summary>What becomes of every text that comes in: trimmed, NFC, without control characters other than line breaks and tabs.</summary>
public static class InputText
{
    public static string Clean(string text, bool label = false)
    {
        if (IsClean(text))
        {
            return text;
        }

        var builder = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            // A lone surrogate arrives here as U+FFFD, which is storable.
            if (!(Rune.IsControl(rune) && rune.Value is not ('\n' or '\t')) && !(label && IsInvisible(rune.Value)))
            {
                builder.Append(rune.ToString());
            }
        }

        return builder.ToString().Trim().Normalize(NormalizationForm.FormC);
    }

    // Most texts are printable ASCII without outer blanks and need no work.
    private static bool IsClean(string text) =>
        text.Length == 0
        || (text[0] != ' ' && text[^1] != ' ' && !text.AsSpan().ContainsAnyExceptInRange(' ', '~'));

    private static bool IsInvisible(int rune) => rune is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0xFEFF or 0x200B;
}
