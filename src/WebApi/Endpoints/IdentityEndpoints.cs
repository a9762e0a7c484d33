using PropOps.Application.Identity;
using PropOps.Application.Security;
using PropOps.Application.Settings;
using PropOps.Application.Sync;
using PropOps.WebApi.Operations;

namespace PropOps.WebApi.Endpoints;

internal sealed class IdentityEndpoints : IEndpoints
{
    public void Map(OperationTable api)
    {
        api.Post("/api/auth/login").Only<SignIn, SignedInAnswer>("auth.login.create_token").Limited(RateClass.Auth).Saying("Signed in");
        api.Post("/api/auth/logout").Only<SignOut, SignedOut>("auth.logout.own_session").AlsoForBrowsers("/logout", OrganisationSettings.Url).Saying("Signed out");
        api.Post("/api/auth/reauthenticate").Only<Reauthenticate, Reauthenticated>("auth.reauthenticate").Limited(RateClass.Auth).Saying("Confirmed");
        api.Get("/api/auth/session").Only<GetSession, SessionAnswer>("auth.session.get");
        api.Get("/api/security/csrf-token").Only<GetCsrfTokens, CsrfTokensAnswer>("security.csrf_token.get").Saying("CSRF token issued");
        api.Get("/api/security/events").Only<ListSecurityEvents, SyncPage<SecurityEventRow>>("security.events.list")
            .OrCsv<ListSecurityEvents, SecurityEventRow>("security-events", SecurityEventColumns.Exported);
    }
}
