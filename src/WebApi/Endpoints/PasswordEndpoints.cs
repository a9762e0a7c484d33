using PropOps.Application.Identity.Passwords;
using PropOps.Application.UseCases;
using PropOps.WebApi.Operations;

namespace PropOps.WebApi.Endpoints;

internal sealed class PasswordEndpoints : IEndpoints
{
    public void Map(OperationTable api)
    {
        api.Post("/api/auth/password").Default<ChangePassword, ChangedPassword>("change").Limited(RateClass.Auth).Saying("Password changed");
        api.Post("/api/password-reset")
            .Action<RequestPasswordReset, Nothing?>("request").WithId("auth.password_reset.request").Limited(RateClass.Auth)
            .Saying("If an account exists for that address, a reset link has been sent.")
            .Action<ResetPassword, Nothing?>("reset").WithId("auth.password_reset.reset").Limited(RateClass.Auth).Saying("Password reset successfully. You can now log in.")
            .Action<AdminResetPassword, ResetLinkSent>("admin_reset").WithId("auth.password_reset.admin_reset").Limited(RateClass.Auth).Saying("Reset link sent");
        api.Post("/api/security/password-breach-check").Only<CheckPassword, Reply<PasswordCheck>>("security.password_breach_check.check");
        api.Get("/api/admin/password-breach-status").Only<ListPasswordBreachStatus, Page<PasswordBreachStatus>>("admin.password_breach_status.list")
            .Also("GET", "/api/users/users", "get_password_breach_status");
        api.Post("/api/users/users").Action<ScanUserPassword, WantedScan>("scan_user_password");
    }
}
