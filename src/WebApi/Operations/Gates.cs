using PropOps.Application.Identity;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;

namespace PropOps.WebApi.Operations;

/// <summary>What stands between a known caller and the operation, in the contract's order.</summary>
internal static class Gates
{
    public static void Pass(Caller caller, AccessAttribute access)
    {
        if (caller.Status != AccountStatus.Active && access is not AnyoneAttribute)
        {
            throw new ForbiddenRefusal("Your account is not active", "account_inactive");
        }
    }
}
