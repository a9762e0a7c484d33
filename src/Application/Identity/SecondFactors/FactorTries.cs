using PropOps.Application.Persistence;
using PropOps.Application.Security;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Domain.Security;

namespace PropOps.Application.Identity.SecondFactors;

/// <summary>Codes that a signed-in caller enters: wrong ones count as failed sign-ins, and the fifth in a row ends the session (MFA-2).</summary>
public sealed class FactorTries(
    IRepository<User> users, ISignInGuard guard, KnownPlaces places, SecondFactorCheck check, ProofFailures failures, ISecurityLog securityLog)
{
    /// <returns>by what it was passed.</returns>
    /// <exception cref="UnauthenticatedRefusal">the code is wrong, or the account is locked.</exception>
    public async Task<SignInMethod> Take(Caller caller, string code, CancellationToken cancellationToken)
    {
        var user = (await users.Find(new UserById(caller.Id), cancellationToken))!;
        var known = await places.IsHere(user, cancellationToken);
        await guard.Take(user.EmailToken, known, cancellationToken);
        if (await check.Take(user, code, cancellationToken) is { } method)
        {
            await guard.Succeeded(user.EmailToken, known, cancellationToken);
            return method;
        }

        await guard.Failed(user.EmailToken, known, cancellationToken);
        await failures.Count(caller, Guard.Mfa, cancellationToken);
        await securityLog.Keep(new SecurityNote(SecurityEventType.MfaFailed, user.Id), cancellationToken);
        throw new UnauthenticatedRefusal("That code is not correct", "mfa_failed");
    }
}
