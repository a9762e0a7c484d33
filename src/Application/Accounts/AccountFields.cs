using System.Globalization;
using PropOps.Application.Input;
using PropOps.Application.Settings;
using PropOps.Domain.Kernel;

namespace PropOps.Application.Accounts;

/// <summary>Fields of a profile as they are kept.</summary>
internal sealed class AccountFields(ISettings settings)
{
    /// <summary>E.164, read in the organisation's country.</summary>
    public string? Phone(string? text) => text is null ? null : PhoneNumber.ToE164(text, settings.Get(OrganisationSettings.Country)) ?? throw new InvalidRefusal("phone");

    /// <summary>BCP 47, of a language that has a name.</summary>
    public static string? Language(string? tag)
    {
        try
        {
            return tag is null ? null : CultureInfo.GetCultureInfo(tag, predefinedOnly: true).Name;
        }
        catch (CultureNotFoundException)
        {
            throw new InvalidRefusal("language");
        }
    }

    public static string? TimeZone(string? name) =>
        name is null || (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId) ? name : throw new InvalidRefusal("time_zone");
}
