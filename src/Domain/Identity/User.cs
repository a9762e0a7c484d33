using PropOps.Domain.Files;
using PropOps.Domain.Kernel;

namespace PropOps.Domain.Identity;

/// <summary>An account: who somebody is and how they prove it. Names, address and number are encrypted at rest.</summary>
public sealed partial class User : AggregateRoot
{
    private readonly List<BranchMembership> _branches = [];

    private User()
    {
    }

    public User(NewAccount account, string passwordHash, DateTimeOffset at)
    {
        FirstName = account.FirstName;
        LastName = account.LastName;
        Email = account.Email;
        Phone = account.Phone;
        AccountType = account.Type;
        RoleId = account.RoleId;
        ContractorId = account.ContractorId;
        MemberRole = account.MemberRole;
        TenantId = account.TenantId;
        LandlordId = account.LandlordId;
        Language = account.Language;
        TimeZone = account.TimeZone;
        SpendLimit = account.SpendLimit;
        CreatedById = account.CreatedById;
        PasswordHash = passwordHash;
        PasswordChangedAt = at;
        _branches.AddRange(account.BranchIds.Select((branch, order) => new BranchMembership(branch, order)));
        Created(at);
    }

    public string FirstName { get; private set; } = "";

    public string LastName { get; private set; } = "";

    public string Name => $"{FirstName} {LastName}".Trim();

    public string Email { get; private set; } = "";

    /// <summary>Keyed token of the normalised address; kept by the store, decides that an address is taken once.</summary>
    public string EmailToken { get; private set; } = "";

    /// <summary>E.164.</summary>
    public string? Phone { get; private set; }

    /// <summary>Keyed token of the number, by which it is searched for; kept by the store.</summary>
    public string? PhoneToken { get; private set; }

    public AccountType AccountType { get; private set; }

    public AccountStatus Status { get; private set; } = AccountStatus.Active;

    /// <summary>What a pending account waits for.</summary>
    public PendingReason? PendingReason { get; private set; }

    public bool IsBlacklisted { get; private set; }

    public DateTimeOffset? EmailVerifiedAt { get; private set; }

    /// <summary>Since when a second factor is asked for; null = it is not.</summary>
    public DateTimeOffset? SecondFactorSince { get; private set; }

    public DateTimeOffset? OnboardingCompletedAt { get; private set; }

    public DateTimeOffset? LastLoginAt { get; private set; }

    /// <summary>Null is none: then their initials stand for them.</summary>
    public StoredPicture? Avatar { get; private set; }

    /// <summary>BCP 47; null is the organisation's.</summary>
    public string? Language { get; private set; }

    /// <summary>IANA name; null is the organisation's.</summary>
    public string? TimeZone { get; private set; }

    /// <summary>The firm of a contractor account; its members share it.</summary>
    public long? ContractorId { get; private set; }

    public MemberRole? MemberRole { get; private set; }

    public long? TenantId { get; private set; }

    public long? LandlordId { get; private set; }

    /// <summary>An agent's branches in the order joined; the first is the home branch.</summary>
    public IReadOnlyList<BranchMembership> Branches => _branches;

    /// <summary>Who made it; null is the product.</summary>
    public long? CreatedById { get; private set; }

    /// <summary>An invited one waits for approval once its owner has come.</summary>
    public bool NeedsApproval { get; private set; }

    /// <summary>Nobody has used the invitation yet.</summary>
    public bool AwaitsOwner => Status == AccountStatus.Pending && PendingReason == Identity.PendingReason.Invited;

    public AccountProfile Profile => new(FirstName, LastName, Email, Phone, Language, TimeZone);

    public bool MaySignIn => Status == AccountStatus.Active && !IsBlacklisted;

    public void SignedIn(DateTimeOffset at) => LastLoginAt = at;

    public void ShowAvatar(StoredPicture? avatar, DateTimeOffset at)
    {
        if (avatar != Avatar)
        {
            Avatar = avatar;
            Changed(at);
        }
    }

    public void TurnSecondFactorOn(DateTimeOffset at)
    {
        SecondFactorSince = at;
        Changed(at);
        Raise(new SecondFactorChanged(this, SecondFactorChange.Enabled, IsByAdmin: false));
    }

    public void TurnSecondFactorOff(bool isByAdmin, DateTimeOffset at)
    {
        SecondFactorSince = null;
        Changed(at);
        Raise(new SecondFactorChanged(this, SecondFactorChange.Disabled, isByAdmin));
    }

    public void RenewedRecoveryCodes() => Raise(new SecondFactorChanged(this, SecondFactorChange.RecoveryCodes, IsByAdmin: false));

    public void PassedGate(Guard guard) => Raise(new GateMet(this, guard, IsPassed: true));

    public void FailedGate(Guard guard) => Raise(new GateMet(this, guard, IsPassed: false));

    public void LockedOut(DateTimeOffset until, int failedAttempts) => Raise(new AccountLocked(this, until, failedAttempts));

    public void SignedInFromElsewhere(Guid session) => Raise(new SignedInFromElsewhere(this, session));

    /// <returns>false where it stood so before.</returns>
    public bool Blacklist(bool isBlacklisted, string? reason, DateTimeOffset at)
    {
        if (IsBlacklisted == isBlacklisted)
        {
            return false;
        }

        IsBlacklisted = isBlacklisted;
        Changed(at);
        Raise(new BlacklistChanged(this, reason));
        return true;
    }

    public void ActedAs(DateTimeOffset? until, string? reason) => Raise(new ImpersonationChanged(this, until, reason));

    public void VerifyEmail(DateTimeOffset at) => EmailVerifiedAt ??= at;

    /// <summary>Somebody showed that they read the mails of the address.</summary>
    public void ProveEmail(DateTimeOffset at)
    {
        VerifyEmail(at);
        Changed(at);
        Raise(new AccountRevised(this, ["email_verified_at"]));
    }

    /// <returns>the names of the fields that changed.</returns>
    public IReadOnlyList<string> Revise(AccountProfile wanted, DateTimeOffset at)
    {
        (string Field, bool Differs)[] fields =
        [
            ("first_name", wanted.FirstName != FirstName),
            ("last_name", wanted.LastName != LastName),
            ("email", wanted.Email != Email),
            ("phone", wanted.Phone != Phone),
            ("language", wanted.Language != Language),
            ("time_zone", wanted.TimeZone != TimeZone),
        ];
        IReadOnlyList<string> changed = [.. fields.Where(field => field.Differs).Select(field => field.Field)];
        if (changed.Count > 0)
        {
            EmailVerifiedAt = changed.Contains("email") ? null : EmailVerifiedAt;
            (FirstName, LastName, Email, Phone, Language, TimeZone) = (wanted.FirstName, wanted.LastName, wanted.Email, wanted.Phone, wanted.Language, wanted.TimeZone);
            Changed(at);
            Raise(new AccountRevised(this, changed));
        }

        return changed;
    }

    /// <summary>Belongs to these branches from now on, the first of them its home.</summary>
    /// <returns>false where it did already.</returns>
    public bool Join(IReadOnlyList<long> branchIds, DateTimeOffset at)
    {
        var before = _branches.OrderBy(branch => branch.Position).Select(branch => branch.BranchId).ToList();
        if (before.SequenceEqual(branchIds))
        {
            return false;
        }

        _branches.Clear();
        _branches.AddRange(branchIds.Select((branch, order) => new BranchMembership(branch, order)));
        PermissionsVersion++;
        Changed(at);
        if (AccountType == AccountType.Agent)
        {
            foreach (var branch in before.Union(branchIds).Where(branch => before.Contains(branch) != branchIds.Contains(branch)))
            {
                Raise(new AgentMoved(this, branch, branchIds.Contains(branch)));
            }
        }

        return true;
    }
}
