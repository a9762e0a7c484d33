using PropOps.Application.Settings;
using PropOps.Domain.Identity;

namespace PropOps.Application.Identity.SecondFactors;

/// <summary>Who must have a second factor (MFA-4).</summary>
public sealed class SecondFactorRule(ISettings settings)
{
    public bool Requires(AccountType type, string? role)
    {
        var named = settings.Get(IdentitySettings.MfaRequiredFor);
        return named.Contains(type.ToString(), StringComparer.OrdinalIgnoreCase) || (role is not null && named.Contains(role, StringComparer.OrdinalIgnoreCase));
    }
}
