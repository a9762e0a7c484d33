using PhoneNumbers;

namespace PropOps.Application.Input;

/// <summary>Telephone numbers: any spelling in, E.164 out.</summary>
public static class PhoneNumber
{
    private static readonly PhoneNumberUtil Numbers = PhoneNumberUtil.GetInstance();

    /// <param name="country">ISO 3166 alpha-2; how a number without country code is read.</param>
    /// <returns>null for what is no valid number.</returns>
    public static string? ToE164(string text, string country)
    {
        try
        {
            var number = Numbers.Parse(text, country);
            return Numbers.IsValidNumber(number) ? Numbers.Format(number, PhoneNumberFormat.E164) : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }
}
