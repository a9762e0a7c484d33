using PropOps.Application.Security;
using PropOps.Domain.Identity;
using PropOps.Domain.Security;

namespace PropOps.Application.Identity.SecondFactors;

/// <summary>Turns a second factor off in the running transaction, whoever does it.</summary>
public sealed class SecondFactorRemoval(ISecondFactors factors, ISecurityLog securityLog, TimeProvider time)
{
    public async Task Remove(User user, bool isByAdmin, string reason, CancellationToken cancellationToken)
    {
        (await factors.Of(user, cancellationToken)).TurnOff();
        if (user.SecondFactorSince is not null)
        {
            user.TurnSecondFactorOff(isByAdmin, time.GetUtcNow());
            securityLog.Add(new SecurityNote(SecurityEventType.MfaDisabled, user.Id) { Detail = reason });
        }
    }
}
