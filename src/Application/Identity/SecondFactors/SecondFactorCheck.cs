using PropOps.Application.Persistence;
using PropOps.Domain.Identity;
using PropOps.Domain.Security;

namespace PropOps.Application.Identity.SecondFactors;

/// <summary>
/// Takes a code of the authenticator app, or a recovery code. It is used up in a transaction of its own: whatever becomes of
/// the request, it is never taken again.
/// </summary>
public sealed class SecondFactorCheck(ISecondFactors factors, IAuthenticatorApp app, RecoveryCodes recoveryCodes, ITransaction transaction)
{
    private const int Digits = 6;

    /// <returns>by what it was passed; null where the code is wrong, used or out of time.</returns>
    public Task<SignInMethod?> Take(User user, string code, CancellationToken cancellationToken) => transaction.Run<SignInMethod?>(
        async () =>
        {
            var factor = await factors.Of(user, cancellationToken);
            if (factor.Secret is not { } secret)
            {
                return null;
            }

            if (code.Length == Digits)
            {
                return app.StepOf(secret, code) is { } step && factor.Take(step) ? SignInMethod.Mfa : null;
            }

            return factor.TakeRecoveryCode(recoveryCodes.HashOf(code)) ? SignInMethod.RecoveryCode : null;
        },
        cancellationToken);
}
