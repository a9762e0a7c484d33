namespace PropOps.Application.Accounts;

/// <summary>The keys that open accounts and what they may do.</summary>
internal static class AccountKeys
{
    public const string Manage = "api.users.users.manage";

    public const string Permissions = "api.users.permissions.manage";

    public const string Settings = "api.system.settings.manage";
}
