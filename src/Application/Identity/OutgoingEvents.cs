using System.Text.Json;
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
        SecondFactorChanged changed => new UserMfaChanged(Of(changed.Account))
        {
            IsEnabled = changed.Change != SecondFactorChange.Disabled,
            Change = JsonNamingPolicy.SnakeCaseLower.ConvertName(changed.Change.ToString()),
            By = changed.IsByAdmin ? "admin" : "self",
        },
        AccountLocked locked => new UserLocked(Of(locked.Account)) { Until = locked.Until, FailedAttempts = locked.FailedAttempts },
        BlacklistChanged changed => new UserBlacklistChanged(Of(changed.Account)) { IsBlacklisted = changed.Account.IsBlacklisted, Reason = changed.Reason },
        ImpersonationChanged changed => new UserImpersonationChanged(Of(changed.Account)) { IsActive = changed.Until is not null, ExpiresAt = changed.Until, Reason = changed.Reason },
        SignedInFromElsewhere signedIn => new NewSignIn(Of(signedIn.Account)) { SessionUuid = signedIn.Session },
        GateMet met => new GuardAccess(Of(met.Account)) { Guard = JsonNamingPolicy.SnakeCaseLower.ConvertName(met.Guard.ToString()), Outcome = met.IsPassed ? "passed" : "failed" },
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
        OnboardingOverdue overdue => new UserOnboardingOverdue(Of(overdue.Account)) { DaysWaiting = overdue.Days },
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
