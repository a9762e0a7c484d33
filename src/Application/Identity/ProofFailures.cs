using PropOps.Application.Persistence;
using PropOps.Application.Security;
using PropOps.Domain.Identity;
using PropOps.Domain.Security;

namespace PropOps.Application.Identity;

/// <summary>Wrong passwords and codes of a signed-in caller: the third in a row is told (GATE-3), the fifth ends the session.</summary>
public sealed class ProofFailures(ISessions sessions, IRepository<User> users, ITransaction transaction, ISecurityLog securityLog)
{
    private const int Told = 3;
    private const int Most = 5;

    public async Task Count(Caller caller, Guard guard, CancellationToken cancellationToken)
    {
        switch (await sessions.CountWrongProof(caller.Session.Id, Most, cancellationToken))
        {
            case Told:
                await transaction.Run(
                    async () =>
                    {
                        (await users.Find(new UserById(caller.Id), cancellationToken))!.FailedGate(guard);
                        return true;
                    },
                    cancellationToken);
                break;
            case Most:
                await securityLog.Keep(new SecurityNote(SecurityEventType.SessionEnded, caller.Id) { Detail = "Wrong passwords or codes, five in a row" }, cancellationToken);
                break;
        }
    }
}
