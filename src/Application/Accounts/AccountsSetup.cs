using Microsoft.Extensions.DependencyInjection;
using PropOps.Application.Events;
using PropOps.Application.Roles;

namespace PropOps.Application.Accounts;

public static class AccountsSetup
{
    public static IServiceCollection AddAccounts(this IServiceCollection services) => services
        .AddScoped<IOutgoingEvents, OutgoingEvents>()
        .AddScoped<ManagedAccounts>()
        .AddScoped<AccountRows>()
        .AddScoped<KnownRoles>()
        .AddScoped<RoleRows>();
}
