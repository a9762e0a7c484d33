using PropOps.Domain.Kernel;

namespace PropOps.Domain.Identity;

/// <content>From the invitation to the archive: who lets an account in, and when it ends.</content>
public sealed partial class User
{
    public static ConflictRefusal UnknownMove(AccountStatus status) => new($"This account is {status}. Approve or restore it first.");

    /// <summary>The account begins, with a role that its maker may give.</summary>
    /// <param name="power">what it may do with the role.</param>
    /// <exception cref="ForbiddenRefusal">the role is as strong as the caller, holds what the caller does not, or may spend more.</exception>
    public void Begin(Authority by, AccountPower power, Money? limit, string via, DateTimeOffset at)
    {
        RequireGiven(by, power);
        if (limit is not null && !AccountType.Spends())
        {
            throw new InvalidRefusal("spend_limit");
        }

        if (AccountType.Spends())
        {
            by.RequireLimitsSpendingTo(limit ?? power.Role!.SpendLimit);
        }

        (RoleId, SpendLimit) = (power.Role!.Id, limit);
        Changed(at);
        Raise(new AccountMade(this, via));
    }

    /// <summary>Made for somebody who still has to take it over, by a link that is mailed.</summary>
    public void AwaitOwner(bool needsApproval, DateTimeOffset at)
    {
        (Status, PendingReason, NeedsApproval) = (AccountStatus.Pending, Identity.PendingReason.Invited, needsApproval);
        Changed(at);
    }

    public void Invited(DateTimeOffset expiresAt) => Raise(new AccountInvited(this, expiresAt));

    /// <exception cref="ConflictRefusal">nobody is invited, or they came already.</exception>
    public void RequireOpenInvitation()
    {
        if (!AwaitsOwner)
        {
            throw new ConflictRefusal("This account has no open invitation");
        }
    }

    /// <exception cref="ConflictRefusal">nobody is invited, or they came already.</exception>
    public void CancelInvitation()
    {
        RequireOpenInvitation();
        Raise(new AccountRemoved(this));
    }

    /// <summary>Its owner came with the mailed link, which proves the address as well, and chose a password.</summary>
    public void TakeOver(string passwordHash, DateTimeOffset at)
    {
        (PasswordHash, PasswordChangedAt) = (passwordHash, at);
        (PasswordIsBreached, PasswordCheckedAt) = (false, at);
        ProveEmail(at);
        if (NeedsApproval)
        {
            AwaitApproval(at);
        }
        else
        {
            Become(AccountStatus.Active, reason: null, at);
        }
    }

    public void AwaitApproval(DateTimeOffset at)
    {
        (Status, PendingReason) = (AccountStatus.Pending, Identity.PendingReason.Approval);
        Changed(at);
        Raise(new ApprovalWanted(this));
    }

    /// <returns>false where it was done before; the first time stays.</returns>
    public bool CompleteOnboarding(DateTimeOffset at)
    {
        if (OnboardingCompletedAt is not null)
        {
            return false;
        }

        OnboardingCompletedAt = at;
        Changed(at);
        Raise(new OnboardingDone(this));
        return true;
    }

    /// <summary>So many days have gone since the account was made; nothing is told of one that is done.</summary>
    public void OnboardingWaits(int days)
    {
        if (OnboardingCompletedAt is null && MaySignIn)
        {
            Raise(new OnboardingOverdue(this, days));
        }
    }

    /// <summary>Suspends or lets in again; of an account that waits for approval, decides (ACC-9).</summary>
    /// <exception cref="ConflictRefusal">there is no such move.</exception>
    public void Move(AccountStatus to, string? reason, DateTimeOffset at)
    {
        var isKnown = (Status, to) switch
        {
            (AccountStatus.Active, AccountStatus.Suspended) or (AccountStatus.Suspended, AccountStatus.Active) => true,
            (AccountStatus.Pending, AccountStatus.Active or AccountStatus.Archived) => PendingReason == Identity.PendingReason.Approval,
            _ => false,
        };
        if (!isKnown)
        {
            throw UnknownMove(Status);
        }

        if (to == AccountStatus.Archived && reason is null)
        {
            throw new InvalidRefusal("reason");
        }

        Become(to, reason, at);
    }

    /// <summary>Brings an archived account back; nobody knows its password, so that a reset link is needed to sign in.</summary>
    public void Restore(string passwordHash, DateTimeOffset at)
    {
        PasswordHash = passwordHash;
        Become(AccountStatus.Suspended, reason: null, at);
    }

    /// <summary>Nobody signs in with it any more, and it is no member of a firm (ACC-12).</summary>
    /// <param name="isNamed">some record names it, so that it stays in sight.</param>
    public void Archive(string? reason, bool isNamed, DateTimeOffset at)
    {
        (ContractorId, MemberRole) = (null, null);
        if (isNamed)
        {
            Become(AccountStatus.Archived, reason, at);
            return;
        }

        (Status, PendingReason) = (AccountStatus.Archived, null);
        PermissionsVersion++;
        Changed(at);
        Raise(new AccountRemoved(this));
    }

    private void Become(AccountStatus to, string? reason, DateTimeOffset at)
    {
        Raise(new AccountStatusMoved(this, Status, to, reason));
        (Status, PendingReason) = (to, null);
        PermissionsVersion++;
        Changed(at);
    }
}
