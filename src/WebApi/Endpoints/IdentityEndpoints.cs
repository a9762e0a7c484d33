using PropOps.Application.Identity;
using PropOps.Application.Identity.Passwords;
using PropOps.Application.Settings;
using PropOps.Application.UseCases;
using PropOps.WebApi.Operations;

namespace PropOps.WebApi.Endpoints;

internal sealed class IdentityEndpoints : IEndpoints
{
    public void Map(OperationTable api)
    {
        api.Post("/api/auth/login").Only<SignIn, SignedInAnswer>("auth.login.create_token").Limited(RateClass.Auth).Saying("Signed in");
        api.Post("/api/auth/logout").Only<SignOut, SignedOut>("auth.logout.own_session").AlsoForBrowsers("/logout", OrganisationSettings.Url).Saying("Signed out");
        api.Get("/api/auth/session").Only<GetSession, SessionAnswer>("auth.session.get");
        api.Post("/api/password-reset")
            .Action<RequestPasswordReset, Nothing?>("request").WithId("auth.password_reset.request").Limited(RateClass.Auth)
            .Saying("If an account exists for that address, a reset link has been sent.")
            .Action<ResetPassword, Nothing?>("reset").WithId("auth.password_reset.reset").Limited(RateClass.Auth).Saying("Password reset successfully. You can now log in.");
        api.Get("/api/security/csrf-token").Only<GetCsrfTokens, CsrfTokensAnswer>("security.csrf_token.get").Saying("CSRF token issued");
        api.Get("/api/users/permissions").Only<GetOwnPermissions, PermissionMap>("users.permissions.get_own").WithETag();
    }
}
