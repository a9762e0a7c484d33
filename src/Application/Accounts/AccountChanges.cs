using System.Globalization;
using PropOps.Application.Contracts.Notifications;
using PropOps.Application.Encryption;
using PropOps.Application.Identity;
using PropOps.Application.Identity.Gates;
using PropOps.Application.Input;
using PropOps.Application.Roles;
using PropOps.Application.Security;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Domain.Security;

namespace PropOps.Application.Accounts;

/// <summary>What an update of an account may change; what is left out stays.</summary>
public sealed record WantedChanges
{
    public string? FirstName { get; init; }

    public Patch<string?> LastName { get; init; }

    public string? Email { get; init; }

    public Patch<string?> Phone { get; init; }

    public Patch<string?> Language { get; init; }

    public Patch<string?> TimeZone { get; init; }

    public Ref? BranchId { get; init; }

    public IReadOnlyList<Ref>? BranchIds { get; init; }

    public Ref? RoleId { get; init; }

    public Patch<decimal?> SpendLimit { get; init; }

    public bool MustChangePassword { get; init; }

    public bool Unlock { get; init; }

    public bool OnboardingCompleted { get; init; }
}

/// <summary>Changes one account in the running transaction, whichever door asked for it, with what follows from it.</summary>
internal sealed class AccountChanges(
    KnownRoles roles,
    AccountBranches branches,
    AccountFields fields,
    PermissionRegistry registry,
    ISessions sessions,
    ISignInGuard guard,
    IBlindIndex blindIndex,
    ISecurityMail mail,
    GateKeeper gates,
    ICurrentUser currentUser,
    ISecurityLog securityLog,
    TimeProvider time)
{
    private static readonly TimeSpan MailHolds = TimeSpan.FromDays(7);

    /// <summary>The role that it is to get: locked before the account is.</summary>
    public async Task<Role?> RoleToGive(Ref? role, CancellationToken cancellationToken) => role is { } named ? await roles.ToGive(named, cancellationToken) : null;

    /// <returns>the names of what changed.</returns>
    public async Task<IReadOnlyList<string>> Apply(AccountPower power, WantedChanges wanted, Role? role, CancellationToken cancellationToken)
    {
        var caller = currentUser.RequireCaller();
        var (account, isOwn) = (power.Account, power.Account.Id == caller.Id);
        RefuseOwn(power, wanted, role, isOwn);
        var newEmail = wanted.Email is { } email && !string.Equals(email, account.Email, StringComparison.Ordinal);
        if (newEmail && !isOwn)
        {
            caller.Authority.RequireCovers(power);
        }

        // One's own address too: a reset link goes there, and so whoever changes it has the account.
        if (role is not null || newEmail)
        {
            gates.RequireProof(caller);
        }

        var changed = new List<string>(await Profile(account, wanted, cancellationToken));
        changed.AddRange(await Power(power, wanted, role, cancellationToken));
        if (wanted.MustChangePassword && !account.MustChangePassword)
        {
            account.RequirePasswordChange(time.GetUtcNow());
            changed.Add("must_change_password");
        }

        if (wanted.Unlock)
        {
            await guard.Unlock(blindIndex.Token(BlindIndexKind.Email, account.Email), cancellationToken);
            changed.Add("locked");
        }

        if (wanted.OnboardingCompleted && account.CompleteOnboarding(time.GetUtcNow()))
        {
            changed.Add("onboarding_completed");
        }

        return changed;
    }

    /// <summary>ACC-1: nobody changes what they may do, nor lifts what was put on them.</summary>
    private static void RefuseOwn(AccountPower power, WantedChanges wanted, Role? role, bool isOwn)
    {
        if (!isOwn)
        {
            return;
        }

        if ((role is not null && role.Id != power.Role?.Id) || wanted.BranchId is not null || wanted.BranchIds is not null)
        {
            throw new ForbiddenRefusal("You cannot change your own role or branch");
        }

        if (wanted.SpendLimit.IsSent || wanted.MustChangePassword || wanted.Unlock)
        {
            throw Authority.CannotManage();
        }
    }

    private async Task<IReadOnlyList<string>> Profile(User account, WantedChanges wanted, CancellationToken cancellationToken)
    {
        var oldEmail = account.Email;
        var changed = account.Revise(
            new AccountProfile(
                wanted.FirstName ?? account.FirstName,
                wanted.LastName.IsSent ? wanted.LastName.Value ?? "" : account.LastName,
                wanted.Email ?? account.Email,
                wanted.Phone.IsSent ? fields.Phone(wanted.Phone.Value) : account.Phone,
                wanted.Language.IsSent ? AccountFields.Language(wanted.Language.Value) : account.Language,
                wanted.TimeZone.IsSent ? AccountFields.TimeZone(wanted.TimeZone.Value) : account.TimeZone),
            time.GetUtcNow());
        if (changed.Contains("email"))
        {
            await TellOldAddress(account, oldEmail, cancellationToken);
        }

        return changed;
    }

    /// <summary>Whoever reads the old address learns of it, and whoever was signed in elsewhere is not any more.</summary>
    private async Task TellOldAddress(User account, string oldEmail, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        mail.Queue(new SecurityMail(
            "email_changed",
            new MailRecipient(account.Uuid, account.Name, oldEmail),
            new Dictionary<string, string>
            {
                ["new_address_masked"] = EmailAddress.MaskAll(account.Email), ["changed_at"] = now.ToString("u", CultureInfo.InvariantCulture),
            },
            new Dictionary<string, string>(),
            now + MailHolds));
        var caller = currentUser.RequireCaller();
        await sessions.EndAll(account.Id, kinds: null, except: account.Id == caller.Id ? caller.Session.Id : null, cancellationToken);
    }

    private async Task<IReadOnlyList<string>> Power(AccountPower power, WantedChanges wanted, Role? role, CancellationToken cancellationToken)
    {
        var (account, authority, now) = (power.Account, currentUser.RequireCaller().Authority, time.GetUtcNow());
        var changed = new List<string>();
        if (wanted.BranchId is not null || wanted.BranchIds is not null)
        {
            var named = await branches.Of(account.AccountType, wanted.BranchId, wanted.BranchIds, cancellationToken);
            if (account.Join(named, now))
            {
                changed.Add("branch_ids");
            }
        }

        if (role is not null && role.Id != account.RoleId)
        {
            account.GiveRole(authority, power, AccountPower.Of(account, role, power.Type, registry.Catalogue), now);
            securityLog.Add(new SecurityNote(SecurityEventType.RoleChanged, account.Id) { Detail = $"{power.Role?.Name ?? "No role"} became {role.Name}" });
            changed.Add("role_id");
        }

        if (wanted.SpendLimit.IsSent)
        {
            var limit = wanted.SpendLimit.Value is { } amount ? Money.FromDecimal(amount) : (Money?)null;
            if (limit != account.SpendLimit)
            {
                account.LimitSpending(authority, limit, role ?? power.Role, now);
                changed.Add("spend_limit");
            }
        }

        return changed;
    }
}
