using Microsoft.Extensions.DependencyInjection;
using PropOps.Application.Identity.Invitations;
using PropOps.Application.Identity.NewAddress;
using PropOps.Application.Identity.Acting;
using PropOps.Application.Identity.Blacklist;
using PropOps.Application.Identity.Passwords;
using PropOps.Application.Identity.Sessions;

namespace PropOps.Application.Identity;

public static class IdentitySetup
{
    public static IServiceCollection AddIdentityUseCases(this IServiceCollection services) => services
        .AddScoped<AccountUnlock>()
        .AddScoped<InvitationMails>()
        .AddScoped<OneTimeLinks>()
        .AddScoped<OneTimeCodes>()
        .AddScoped<NetworkCheck>()
        .AddScoped<Pins>()
        .AddScoped<PasswordChoice>()
        .AddScoped<PasswordResetLinks>()
        .AddScoped<OnlineAccounts>()
        .AddScoped<LiveSessions>()
        .AddScoped<SessionEntries>()
        .AddScoped<SessionEnding>()
        .AddScoped<BlacklistChange>()
        .AddScoped<ActingEnd>();
}
