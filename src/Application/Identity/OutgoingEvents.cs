using Microsoft.EntityFrameworkCore;
using PropOps.Application.Contracts.Directory;
using PropOps.Application.Contracts.Identity;
using PropOps.Application.Contracts.Organisation;
using PropOps.Application.Events;
using PropOps.Application.Persistence;
using PropOps.Domain.Directory;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Domain.Organisation;

namespace PropOps.Application.Identity;

/// <summary>What the others are told of accounts, and as what.</summary>
internal sealed class OutgoingEvents(IReadDb db) : IOutgoingEvents
{
    public async ValueTask<IIntegrationEvent?> Translate(IDomainEvent domainEvent, CancellationToken cancellationToken) => domainEvent switch
    {
        PasswordChosen chosen => new UserPasswordChanged(Of(chosen.User)) { By = chosen.By.ToString().ToLowerInvariant() },
        PasswordBreached breached => new UserPasswordBreached(Of(breached.User)),
        AccountPermissionsChanged changed => new UserPermissionsChanged(Of(changed.Account))
        {
            FromRoleId = changed.FromRoleId, ToRoleId = changed.ToRoleId, AddedKeys = changed.Added, RemovedKeys = changed.Removed,
        },
        AccountMade made => new UserCreated(Of(made.Account)) { RoleId = made.Account.RoleId, CreatedVia = made.Via },
        AccountInvited invited => new UserInvited(Of(invited.Account)) { ExpiresAt = invited.ExpiresAt },
        ApprovalWanted wanted => new UserApprovalRequested(Of(wanted.Account)),
        AccountRevised revised => new UserUpdated(Of(revised.Account)) { ChangedFields = revised.Fields },
        AccountStatusMoved moved => new UserStatusChanged(Of(moved.Account)) { FromStatus = moved.From.ToString(), ToStatus = moved.To.ToString(), Reason = moved.Reason },
        OnboardingDone done => new UserOnboardingCompleted(Of(done.Account)),
        AccountRemoved removed => new UserDeleted(Of(removed.Account)),
        AgentMoved moved => new BranchAgentsChanged(await db.Of<Branch>().SingleAsync(branch => branch.Id == moved.BranchId, cancellationToken))
        {
            AddedUuids = moved.Joined ? [moved.Account.Uuid] : [], RemovedUuids = moved.Joined ? [] : [moved.Account.Uuid],
        },
        ContractorOpened opened => new ContractorCreated(opened.Contractor),
        RoleMade made => new RoleCreated(made.Role),
        RoleChanged changed => new RoleUpdated(changed.Role)
        {
            ChangedFields = changed.Fields,
            AddedKeys = [.. changed.Keys.Where(change => change.To).Select(change => change.Key)],
            RemovedKeys = [.. changed.Keys.Where(change => !change.To).Select(change => change.Key)],
        },
        RoleRemoved removed => new RoleDeleted(removed.Role),
        _ => null,
    };

    private static UserFragment Of(User user) => new() { UserUuid = user.Uuid, UserId = user.Id, AccountType = user.AccountType.ToString() };
}
