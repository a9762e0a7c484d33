using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;

namespace PropOps.Application.Identity.Gates;

internal sealed class AccountStateGate : IGate
{
    public Gate Gate => Gate.AccountState;

    public Refusal? StandsBefore(Caller caller) =>
        caller.Status == AccountStatus.Active ? null : new ForbiddenRefusal("Your account is not active", "account_inactive");
}
