using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PropOps.Application.Activity;
using PropOps.Application.Identity;
using PropOps.Application.Identity.NewAddress;
using PropOps.Application.Identity.Gates;
using PropOps.Application.Identity.SecondFactors;
using PropOps.Infrastructure.Encryption;
using PropOps.Infrastructure.Identity.Breaches;
using PropOps.Infrastructure.Identity.SecondFactors;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.Identity;

internal static class IdentitySetup
{
    public static IServiceCollection AddIdentity(this IServiceCollection services, IConfiguration configuration, DatabaseProvider provider)
    {
        services.AddSingleton<PasswordHashing>();
        services.AddSingleton(new PortalAccess(configuration.GetValue("Organisation:PortalAccess", false)));
        services.AddSingleton<CallerCache>();
        services.AddSingleton<SessionQuery>();
        services.AddScoped(scope => new Authenticator(
            scope.GetRequiredService<SessionQuery>(),
            scope.GetRequiredService<PropOpsDbContext>(),
            scope.GetRequiredService<Coherence.Coherence>(),
            scope.GetRequiredService<CallerCache>(),
            scope.GetRequiredService<CurrentUser>(),
            scope.GetRequiredService<PortalAccess>(),
            scope.GetRequiredService<WriteGate>(),
            scope.GetRequiredService<Origin>(),
            scope.GetRequiredService<TimeProvider>()));
        services.AddSingleton<GateKeeper>();
        services.AddBreachedPasswords(configuration);
        services.AddScoped<IKnownNetworks, KnownNetworks>();
        services.AddScoped<AccountLock>().AddScoped<ISessions, Sessions>();
        services.AddScoped<SessionRenewal>().AddScoped<SessionOpening>();
        services.AddScoped<IRememberedBrowsers, RememberedBrowsers>().AddScoped<RememberedSignIn>().AddScoped<BrowserMemory>().AddScoped<KnownPlaces>().AddScoped<ProofFailures>();
        services.AddScoped<IKnownDevices, KnownDevices>();
        AddSecondFactors(services);
        services.AddScoped<IPermissionVersions, PermissionVersions>();
        services.AddScoped<ISignInGuard, SignInGuard>();
        services.AddSingleton<ICsrfTokens, CsrfTokens>();
        return provider == DatabaseProvider.PostgreSql
            ? services.AddSingleton<INonceStore, PostgresNonces>().AddSingleton(scope => new CsrfKey(scope.GetRequiredService<KeyRing>().SigningKey))
            : services.AddSingleton<INonceStore, InProcessNonces>().AddSingleton(_ => new CsrfKey(RandomNumberGenerator.GetBytes(32)));
    }

    private static void AddSecondFactors(IServiceCollection services)
    {
        services.AddSingleton<IAuthenticatorApp, AuthenticatorApp>().AddSingleton<RecoveryCodes>().AddSingleton<SecondFactorRule>();
        services.AddScoped<ISecondFactors, StoredSecondFactors>().AddScoped<ITrustedDevices, TrustedDevices>();
        services.AddScoped<SecondFactorCheck>().AddScoped<FactorTries>().AddScoped<SecondFactorRemoval>();
    }
}
