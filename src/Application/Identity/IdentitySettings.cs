using PropOps.Application.Settings;

namespace PropOps.Application.Identity;

public static class IdentitySettings
{
    public static readonly SettingKey<int> SessionHours = new("security.session_hours", 2);

    public static readonly SettingKey<int> SessionIdleMinutes = new("security.session_idle_minutes", 30);

    /// <summary>Whom a new network asks for a PIN: off, staff, all.</summary>
    public static readonly SettingKey<string> NewAddressPin = new("security.new_address_pin", "staff");
    /// <summary>How long a browser is remembered after its last use; 0 = not at all.</summary>
    public static readonly SettingKey<int> RememberDays = new("security.remember_days", 30);

    /// <summary>Names of account types and roles that must have a second factor (MFA-4).</summary>
    public static readonly SettingKey<IReadOnlyList<string>> MfaRequiredFor = new("security.mfa_required_for", []);

    public static readonly SettingKey<int> LockoutAttempts = new("security.lockout_attempts", 10);
}

/// <summary>Whether landlords and tenants may sign in (<c>Organisation__PortalAccess</c>).</summary>
public sealed record PortalAccess(bool IsOpen)
{
    public bool LetsIn(Domain.Identity.AccountType type) => IsOpen || !Domain.Identity.AccountTypes.NeedsPortalAccess(type);
}
