namespace PropOps.Application.Settings;

/// <summary>What holds for the whole organisation.</summary>
public static class OrganisationSettings
{
    public static readonly SettingKey<string> Name = new("organisation.name", "PropOps");

    /// <summary>Address of the front end, for links in mails.</summary>
    public static readonly SettingKey<string> Url = new("organisation.url", "http://127.0.0.1:5080");

    /// <summary>ISO 3166 alpha-2; decides how local telephone numbers are read.</summary>
    public static readonly SettingKey<string> Country = new("organisation.country", "GB");

    /// <summary>IANA name; days and midnight are those of this zone.</summary>
    public static readonly SettingKey<string> TimeZone = new("organisation.time_zone", "Europe/London");

    public static readonly SettingKey<string> Language = new("organisation.language", "en-GB");

    public static readonly SettingKey<string?> SupportEmail = new("organisation.support_email", null);
}
