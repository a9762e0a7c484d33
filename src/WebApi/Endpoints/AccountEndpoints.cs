using PropOps.Application.Accounts;
using PropOps.Application.Appearance;
using PropOps.Application.Avatars;
using PropOps.Application.Identity;
using PropOps.Application.Identity.Sessions;
using PropOps.Application.Permissions;
using PropOps.Application.Sync;
using PropOps.Application.UseCases;
using PropOps.WebApi.Operations;

namespace PropOps.WebApi.Endpoints;

internal sealed class AccountEndpoints : IEndpoints
{
    public void Map(OperationTable api)
    {
        api.Get("/api/users/users")
            .Default<ListUsers, SyncPage<AccountRow>>("get_all_users").OrCsv<ListUsers, AccountRow>("users", AccountColumns.Exported)
            .Action<GetUser, AccountRow>("get_user")
            .Action<SearchUsers, Page<AccountRow>>("search")
            .Action<GetAccountTypes, Page<AccountTypeItem>>("get_account_types")
            .Action<GetAccountStatuses, Page<AccountStatusItem>>("get_account_statuses");
        api.Post("/api/users/users")
            .Default<CreateUser, AccountRow>("create_user")
            .Action<UpdateUser, AccountRow>("update")
            .Action<DeleteUser, DeletedUser>("delete_user")
            .Action<ToggleStatus, AccountStanding>("toggle_status")
            .Action<UpdateUserRole, AccountRow>("update_role")
            .Action<BulkUpdateUsers, Reply<BulkAccountOutcome>>("bulk_update")
            .Action<CompleteOnboarding, OnboardingState>("complete_onboarding");
        api.Get("/api/users/profile").Only<GetProfile, AccountRow>("users.profile.get");
        api.Put("/api/users/profile").Only<UpdateProfile, AccountRow>("users.profile.update").Also("POST", "/api/users/profile");
        api.Get("/api/users/permissions")
            .Only<GetOwnPermissions, PermissionMap>("users.permissions.get_own").WithETag()
            .Action<GetUserPermissions, AccountPermissions>("get_user");
        api.Put("/api/users/permissions")
            .Action<GrantPermissions, PermissionsChanged>("grant").Also("POST", "/api/users/permissions", "grant")
            .Action<RevokePermissions, PermissionsChanged>("revoke").Also("POST", "/api/users/permissions", "revoke")
            .Action<SyncPermissions, PermissionsChanged>("sync").Also("POST", "/api/users/permissions", "sync");
        api.Get("/api/users/avatar").Only<GetAvatar, FileContent>("users.avatar.get").AsFile("image/jpeg", "image/png", "image/svg+xml");
        api.Post("/api/users/avatar")
            .Default<UploadAvatar, AvatarAddress>("upload").Limited(RateClass.Upload)
            .Action<DeleteAvatar, AvatarAddress>("delete").Limited(RateClass.Upload);
        api.Get("/api/users/appearance")
            .Default<GetAppearance, AppearanceAnswer>("get")
            .Action<GetBanner, FileContent>("banner").AsFile("image/jpeg", "image/png");
        api.Post("/api/users/appearance").Only<UpdateAppearance, AppearanceAnswer>("users.appearance.update");
        api.Get("/api/system/settings").Action<ListSettingsUsers, Page<SettingsUser>>("get_users");
        api.Post("/api/system/settings")
            .Action<BulkSettingsUsers, Reply<BulkAccountOutcome>>("bulk_action")
            .Action<ToggleSettingsUser, SettingsUserStatus>("toggle_status")
            .Action<UpdateSettingsUser, UpdatedSettingsUser>("update_user")
            .Action<DeleteSettingsUser, SettingsUserStatus>("delete_user")
            .Action<SignOutSettingsUser, SignedOutSettingsUser>("logout_user");
    }
}
