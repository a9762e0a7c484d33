namespace PropOps.Application.Roles;

/// <summary>The keys that open roles and what they hold.</summary>
internal static class RoleKeys
{
    public const string Manage = "api.admin.roles.manage";

    public const string Matrix = "api.admin.api-permissions.manage";

    public const string Policy = "api.admin.user_management_policy.manage";
}
