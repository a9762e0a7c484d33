using PropOps.Application.Activity;
using PropOps.Application.Identity;
using PropOps.Application.Input;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;

namespace PropOps.Application.Accounts;

/// <summary>Gives an account another role.</summary>
[Permission(AccountKeys.Manage, AccountTypes = [AccountType.Staff], Reauth = true)]
public sealed record UpdateUserRole : ICommand
{
    [Alias("user_uuid", "user_id")]
    public required Ref Uuid { get; init; }

    public required Ref RoleId { get; init; }
}

internal sealed class UpdateUserRoleHandler(ManagedAccounts accounts, AccountChanges changes, AccountPowers powers, AccountRows rows, ActivityDraft activity) : IHandler<UpdateUserRole, AccountRow>
{
    public async Task<AccountRow> Handle(UpdateUserRole request, CancellationToken cancellationToken)
    {
        var role = await changes.RoleToGive(request.RoleId, cancellationToken);
        var power = await Managed(request.Uuid, cancellationToken);
        var changed = await changes.Apply(power, new WantedChanges { RoleId = request.RoleId }, role, cancellationToken);
        activity.About("user", power.Account.Id, power.Account.Uuid, "Role given", changed);
        return await rows.Of(await powers.Of(power.Account, cancellationToken), cancellationToken);
    }

    private async Task<AccountPower> Managed(Ref account, CancellationToken cancellationToken)
    {
        try
        {
            return await accounts.ManagedToChange(account, cancellationToken);
        }
        catch (ForbiddenRefusal)
        {
            // The published text of this operation.
            throw new ForbiddenRefusal("You cannot give this role");
        }
    }
}
