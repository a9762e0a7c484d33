using Microsoft.Extensions.DependencyInjection;
using PropOps.Application.Roles;

namespace PropOps.Application.Accounts;

public static class AccountsSetup
{
    public static IServiceCollection AddAccounts(this IServiceCollection services) => services
        .AddScoped<ManagedAccounts>()
        .AddScoped<AccountRows>()
        .AddScoped<KnownRoles>()
        .AddScoped<RoleRows>();
}
