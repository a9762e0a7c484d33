using PropOps.Application.Identity;
using PropOps.Application.Identity.Acting;
using PropOps.Application.Identity.Blacklist;
using PropOps.Application.Identity.Mobile;
using PropOps.Application.Identity.SecondFactors;
using PropOps.Application.Identity.Sessions;
using PropOps.Application.Identity.Tokens;
using PropOps.Application.UseCases;
using PropOps.WebApi.Operations;

namespace PropOps.WebApi.Endpoints;

/// <summary>Sessions, tokens and second factors: how somebody is known, and how that ends.</summary>
internal sealed class SessionEndpoints : IEndpoints
{
    private const string Users = "/api/users/users";

    public void Map(OperationTable api)
    {
        api.Post("/api/auth/mfa")
            .Action<BeginSecondFactor, OfferedSecondFactor>("begin").Limited(RateClass.Auth).Saying("Scan the code and confirm")
            .Action<ConfirmSecondFactor, ConfirmedSecondFactor>("confirm").Limited(RateClass.Auth).Saying("The second factor is on")
            .Action<VerifySecondFactor, VerifiedSecondFactor>("verify").Limited(RateClass.Auth).Saying("Confirmed")
            .Action<DisableSecondFactor, SecondFactorSwitch>("disable").Limited(RateClass.Auth).Saying("The second factor is off")
            .Action<RenewRecoveryCodes, NewRecoveryCodes>("new_recovery_codes").Limited(RateClass.Auth).Saying("New recovery codes made")
            .Action<AdminDisableSecondFactor, SecondFactorSwitch>("admin_disable").Limited(RateClass.Auth).Saying("The second factor is off");

        api.Get("/api/auth/tokens").Only<ListTokens, TokenPage>("auth.tokens.list");
        api.Post("/api/auth/tokens")
            .Action<CreateToken, CreatedToken>("create").Saying("Token created")
            .Action<RevokeToken, RevokedToken>("revoke").Saying("Token revoked")
            .Action<RevokeAllTokens, RevokedTokens>("revoke_all").Saying("Tokens revoked");

        api.Post("/api/security/mobile-auth")
            .Action<OpenMobileSession, MobileSession>("validate_token").Limited(RateClass.Auth)
            .Action<CloseMobileSession, SignedOut>("logout").Limited(RateClass.Auth).WithoutCsrf();

        api.Get("/api/security/sessions").Action<ListSessions, Page<SessionEntry>>("list").Also("GET", Users, "get_active_sessions");
        api.Post("/api/security/sessions")
            .Action<TerminateSession, TerminatedSession>("terminate").Also("POST", Users, "terminate_session")
            .Action<AddToBlacklist, BlacklistEntry>("blacklist_add").Also("POST", Users, "add_to_blacklist")
            .Action<RemoveFromBlacklist, BlacklistEntry>("blacklist_remove").Also("POST", Users, "remove_from_blacklist");

        api.Get(Users).Action<ListUserSessions, Page<SessionEntry>>("get_user_sessions");
        api.Post(Users).Action<ActAs, Reply<ActingSession>>("impersonate");
        api.Post("/api/users/logout-user").Only<ForceLogout, ForcedLogout>("users.logout_user.force");
        api.Get("/api/users/user-status").Only<ListOnlineUsers, Page<OnlineUser>>("users.user_status.list_online");
    }
}
