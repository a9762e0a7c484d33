using Microsoft.Extensions.DependencyInjection;
using PropOps.Application.Approvals;
using PropOps.Application.Identity;
using PropOps.Application.Persistence;
using PropOps.Application.Roles;
using PropOps.Application.Sync;
using PropOps.Domain.Directory;
using PropOps.Domain.Identity;

namespace PropOps.Application.Accounts;

public static class AccountsSetup
{
    public static IServiceCollection AddAccounts(this IServiceCollection services) => services
        .AddScoped<ManagedAccounts>()
        .AddScoped<AccountRows>()
        .AddScoped<FirstAdministrator>()
        .AddScoped<AccountFields>()
        .AddScoped<AccountBranches>()
        .AddScoped<AccountChanges>()
        .AddScoped<AccountStatusMoves>()
        .AddScoped<MatchingAccounts>()
        .AddScoped<ISyncedRecords, SyncedAccounts>()
        .AddScoped<IApprovalSource, AccountsAwaitingApproval>()
        .AddScoped(scope => new NewAccounts(
            scope.GetRequiredService<IRepository<User>>(),
            scope.GetRequiredService<IRepository<Contractor>>(),
            scope.GetRequiredService<IRepository<AccountTypeProfile>>(),
            scope.GetRequiredService<KnownRoles>(),
            scope.GetRequiredService<AccountBranches>(),
            scope.GetRequiredService<AccountFields>(),
            scope.GetRequiredService<PermissionRegistry>(),
            scope.GetRequiredService<ICurrentUser>(),
            scope.GetRequiredService<TimeProvider>()))
        .AddScoped<KnownRoles>()
        .AddScoped<RoleRows>();
}
