using PropOps.Application.Approvals;
using PropOps.Application.Lookups;
using PropOps.Application.Roles;
using PropOps.Application.UseCases;
using PropOps.WebApi.Operations;

namespace PropOps.WebApi.Endpoints;

internal sealed class AdministrationEndpoints : IEndpoints
{
    public void Map(OperationTable api)
    {
        api.Get("/api/admin/roles").Only<ListRoles, PageOrOne<RoleRow>>("admin.roles.list");
        api.Post("/api/admin/roles")
            .Default<CreateRole, RoleRow>("create").Saying("Role created")
            .Action<UpdateRole, RoleRow>("update").Saying("Role updated")
            .Action<DeleteRole, Nothing?>("delete").Saying("Role deleted");
        api.Get("/api/admin/approvals").Only<ListApprovals, ApprovalPage>("admin.approvals.list");
        api.Get("/api/admin/api-permissions").Default<GetPermissionMatrix, PermissionMatrix>("matrix").WithId("admin.api_permissions.get");
        api.Get("/api/admin/staff-permissions").Only<ListStaffPermissions, Page<StaffPermissionAssignment>>("admin.staff_permissions.get");
        api.Post("/api/admin/staff-permissions").Only<UpdateStaffPermissions, StaffPermissionsUpdated>("admin.staff_permissions.update");
        api.Get("/api/admin/user-management-policy").Only<ListManagementPolicies, Page<ManagementPolicy>>("admin.user_management_policy.get");
        api.Put("/api/admin/user-management-policy")
            .Only<UpdateManagementPolicy, ChangedPolicy>("admin.user_management_policy.update").Also("POST", "/api/admin/user-management-policy");
        api.Post("/api/admin/job-tags").Action<CreateJobTag, KeptJobTag>("create");
    }
}
