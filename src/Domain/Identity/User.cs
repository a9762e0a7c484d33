using PropOps.Domain.Kernel;

namespace PropOps.Domain.Identity;

/// <summary>An account: who somebody is and how they prove it. Names, address and number are encrypted at rest.</summary>
public sealed class User : AggregateRoot
{
    /// <summary>How many of the last passwords are not taken again, today's included (PW-2).</summary>
    /// <summary>So many of its last passwords are not taken again.</summary>
    public const int RememberedPasswords = 5;

    private static readonly TimeSpan PasswordCheckHolds = TimeSpan.FromDays(7);

    private readonly List<BranchMembership> _branches = [];
    private readonly List<string> _formerPasswordHashes = [];

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

    public long? RoleId { get; private set; }

    public string PasswordHash { get; private set; } = "";

    /// <summary>Of the passwords before, the latest one first.</summary>
    public IReadOnlyList<string> FormerPasswordHashes => _formerPasswordHashes;

    public DateTimeOffset PasswordChangedAt { get; private set; }

    /// <summary>What the last look-up of the password found; null = there was none yet.</summary>
    public bool? PasswordIsBreached { get; private set; }

    /// <summary>In how many breaches it was found; null where that is not known.</summary>
    public int? PasswordBreachCount { get; private set; }

    public DateTimeOffset? PasswordCheckedAt { get; private set; }

    /// <summary>What the last look-up found counts no more.</summary>
    public bool PasswordCheckIsDue { get; private set; }

    public bool MustChangePassword { get; private set; }

    public bool IsBlacklisted { get; private set; }

    public DateTimeOffset? EmailVerifiedAt { get; private set; }

    /// <summary>Since when a second factor is asked for; null = it is not.</summary>
    public DateTimeOffset? SecondFactorSince { get; private set; }

    public DateTimeOffset? OnboardingCompletedAt { get; private set; }

    public DateTimeOffset? LastLoginAt { get; private set; }

    /// <summary>BCP 47; null is the organisation's.</summary>
    public string? Language { get; private set; }

    /// <summary>IANA name; null is the organisation's.</summary>
    public string? TimeZone { get; private set; }

    /// <summary>Rises with every change of type, role, keys, branches or firm; sessions read it with each request.</summary>
    public int PermissionsVersion { get; private set; } = 1;

    /// <summary>Keys that this account holds beside those of its role and type.</summary>
    public IReadOnlyList<string> GrantedKeys { get; private set; } = [];

    /// <summary>Keys that it does not hold, whoever gives them (PERM-2).</summary>
    public IReadOnlyList<string> RevokedKeys { get; private set; } = [];

    /// <summary>null is the role's (ACC-10).</summary>
    public Money? SpendLimit { get; private set; }

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

    public void TurnSecondFactorOn(DateTimeOffset at)
    {
        SecondFactorSince = at;
        Changed(at);
        Raise(new SecondFactorChanged(this, IsEnabled: true, IsByAdmin: false));
    }

    public void TurnSecondFactorOff(bool isByAdmin, DateTimeOffset at)
    {
        SecondFactorSince = null;
        Changed(at);
        Raise(new SecondFactorChanged(this, IsEnabled: false, isByAdmin));
    }

    public void RenewedRecoveryCodes() => Raise(new SecondFactorChanged(this, IsEnabled: true, IsByAdmin: false));

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

    /// <summary>Keeps a hash of the same password at today's cost.</summary>
    public void Rehash(string passwordHash) => PasswordHash = passwordHash;

    /// <param name="passwordHash">of a password that was looked up and stands in no breach.</param>
    public void ChoosePassword(string passwordHash, PasswordChangedBy by, DateTimeOffset at)
    {
        if (_formerPasswordHashes.Count == RememberedPasswords - 1)
        {
            _formerPasswordHashes.RemoveAt(RememberedPasswords - 2);
        }

        _formerPasswordHashes.Insert(0, PasswordHash);
        (PasswordHash, PasswordChangedAt, MustChangePassword) = (passwordHash, at, false);
        (PasswordIsBreached, PasswordBreachCount, PasswordCheckedAt, PasswordCheckIsDue) = (false, null, at, false);
        Raise(new PasswordChosen(this, by));
        Changed(at);
    }

    /// <summary>Keeps what a look-up of the password found; one that stands in a breach must be changed (PBR-3).</summary>
    public void PasswordChecked(bool isBreached, int? count, DateTimeOffset at)
    {
        if (isBreached && PasswordIsBreached is not true)
        {
            Raise(new PasswordBreached(this));
            RequirePasswordChange(at);
        }

        (PasswordIsBreached, PasswordBreachCount, PasswordCheckedAt, PasswordCheckIsDue) = (isBreached, count, at, false);
    }

    /// <summary>Once a week, and where somebody asked for it.</summary>
    public bool WantsPasswordCheck(DateTimeOffset at) => PasswordCheckIsDue || PasswordCheckedAt is null || at - PasswordCheckedAt >= PasswordCheckHolds;

    /// <summary>A stored hash cannot be looked up: it happens when the password is at hand, at the next sign-in.</summary>
    public void RequirePasswordCheck() => PasswordCheckIsDue = true;

    public void RequirePasswordChange(DateTimeOffset at)
    {
        MustChangePassword = true;
        Changed(at);
    }

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

    /// <summary>Somebody showed that they read the mails of the address.</summary>
    public void ProveEmail(DateTimeOffset at)
    {
        VerifyEmail(at);
        Changed(at);
        Raise(new AccountRevised(this, ["email_verified_at"]));
    }

    public void AwaitApproval(DateTimeOffset at)
    {
        (Status, PendingReason) = (AccountStatus.Pending, Identity.PendingReason.Approval);
        Changed(at);
        Raise(new ApprovalWanted(this));
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

    /// <summary>Grants and revokes keys with what follows from it; a key granted is no longer revoked (PERM-4).</summary>
    /// <param name="given">by role and type.</param>
    /// <returns>what the account holds now and did not before, or the other way round.</returns>
    /// <exception cref="ForbiddenRefusal">the caller does not hold one of the keys.</exception>
    public IReadOnlyList<KeyChange> ChangeKeys(
        Authority by, PermissionCatalogue catalogue, PermissionSet given, IReadOnlyList<string> granted, IReadOnlyList<string> revoked, DateTimeOffset at)
    {
        var held = catalogue.Resolve(given, GrantedKeys, RevokedKeys);
        var changes = KeyChange.Plan(catalogue, held, granted, revoked);
        foreach (var key in granted.Concat(revoked).Concat(changes.Where(change => change.To).Select(change => change.Key)))
        {
            by.RequireHolds(key);
        }

        var target = Apply(held, changes);
        SetKeys(
            [.. GrantedKeys.Concat(target.Keys.Where(key => !given.Holds(key))).Distinct().Where(target.Holds)],
            [.. RevokedKeys.Concat(revoked).Concat(given.Keys).Distinct().Where(key => !target.Holds(key))],
            changes,
            at);
        return changes;
    }

    /// <summary>Makes the account hold exactly these keys and what they need.</summary>
    /// <exception cref="ForbiddenRefusal">it would gain a key that the caller does not hold.</exception>
    public IReadOnlyList<KeyChange> SyncKeys(Authority by, PermissionCatalogue catalogue, PermissionSet given, IReadOnlyList<string> wanted, DateTimeOffset at)
    {
        var held = catalogue.Resolve(given, GrantedKeys, RevokedKeys);
        var target = new PermissionSet(wanted.Concat(wanted.SelectMany(catalogue.NeededBy)).Distinct());
        IReadOnlyList<KeyChange> changes =
        [
            .. target.Keys.Where(key => !held.Holds(key)).Select(key => new KeyChange(key, true, KeyChange.Sent)),
            .. held.Keys.Where(key => !target.Holds(key)).Select(key => new KeyChange(key, false, KeyChange.Sent)),
        ];
        foreach (var gained in changes.Where(change => change.To))
        {
            by.RequireHolds(gained.Key);
        }

        SetKeys([.. target.Keys.Where(key => !given.Holds(key))], [.. given.Keys.Where(key => !target.Holds(key))], changes, at);
        return changes;
    }

    /// <param name="before">what the account may do with the role it has; <paramref name="after"/>: with the one to give.</param>
    /// <exception cref="ForbiddenRefusal">the role is as strong as the caller, holds what the caller does not, or may spend more.</exception>
    public void GiveRole(Authority by, AccountPower before, AccountPower after, DateTimeOffset at)
    {
        var role = after.Role!;
        RequireGiven(by, after);
        if (AccountType.Spends() && after.SpendLimit != before.SpendLimit)
        {
            by.RequireLimitsSpendingTo(after.SpendLimit);
        }

        if (RoleId == role.Id)
        {
            return;
        }

        Raise(new AccountPermissionsChanged(
            this,
            RoleId,
            role.Id,
            [.. after.Keys.Keys.Where(key => !before.Keys.Holds(key))],
            [.. before.Keys.Keys.Where(key => !after.Keys.Holds(key))]));
        RoleId = role.Id;
        PermissionsVersion++;
        Changed(at);
    }

    /// <param name="limit">null is that of <paramref name="role"/>.</param>
    /// <exception cref="ForbiddenRefusal">it is above the caller's own, or null means more than that.</exception>
    /// <exception cref="InvalidRefusal">accounts of this type order nothing.</exception>
    public void LimitSpending(Authority by, Money? limit, Role? role, DateTimeOffset at)
    {
        if (limit == SpendLimit)
        {
            return;
        }

        if (!AccountType.Spends())
        {
            throw new InvalidRefusal("spend_limit");
        }

        by.RequireLimitsSpendingTo(limit ?? role?.SpendLimit);
        SpendLimit = limit;
        PermissionsVersion++;
        Changed(at);
    }

    private void RequireGiven(Authority by, AccountPower power)
    {
        by.RequireGives(power.Role!, power.Given);
        if (power.Role!.AccountType != AccountType)
        {
            throw new InvalidRefusal("role_id", $"This role is for {power.Role.AccountType} accounts");
        }
    }

    private void Become(AccountStatus to, string? reason, DateTimeOffset at)
    {
        Raise(new AccountStatusMoved(this, Status, to, reason));
        (Status, PendingReason) = (to, null);
        PermissionsVersion++;
        Changed(at);
    }

    private static PermissionSet Apply(PermissionSet held, IReadOnlyList<KeyChange> changes) => new(
        held.Keys.Where(key => !changes.Any(change => change.Key == key && !change.To)).Concat(changes.Where(change => change.To).Select(change => change.Key)));

    private void SetKeys(IReadOnlyList<string> granted, IReadOnlyList<string> revoked, IReadOnlyList<KeyChange> changes, DateTimeOffset at)
    {
        if (changes.Count == 0 && granted.SequenceEqual(GrantedKeys) && revoked.SequenceEqual(RevokedKeys))
        {
            return;
        }

        (GrantedKeys, RevokedKeys) = (granted, revoked);
        PermissionsVersion++;
        Changed(at);
        if (changes.Count > 0)
        {
            Raise(new AccountPermissionsChanged(
                this, RoleId, RoleId, [.. changes.Where(change => change.To).Select(change => change.Key)], [.. changes.Where(change => !change.To).Select(change => change.Key)]));
        }
    }
}

/// <summary>What a new account is made of.</summary>
public sealed record NewAccount(string FirstName, string LastName, string Email, AccountType Type)
{
    public string? Phone { get; init; }

    public long? RoleId { get; init; }

    public IReadOnlyList<long> BranchIds { get; init; } = [];

    public long? ContractorId { get; init; }

    public MemberRole? MemberRole { get; init; }

    public long? TenantId { get; init; }

    public long? LandlordId { get; init; }

    public string? Language { get; init; }

    public string? TimeZone { get; init; }

    public Money? SpendLimit { get; init; }

    /// <summary>Who made it; null is the product.</summary>
    public long? CreatedById { get; init; }
}

/// <summary>One branch of an agent (or the home branch of staff).</summary>
public sealed record BranchMembership(long BranchId, int Position);
