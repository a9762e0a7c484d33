using PropOps.Domain.Kernel;

namespace PropOps.Domain.Identity;

/// <summary>The account has a new password.</summary>
public sealed record PasswordChosen(User User, PasswordChangedBy By) : IDomainEvent;

/// <summary>The password was found in a breach, for the first time since it was chosen.</summary>
public sealed record PasswordBreached(User User) : IDomainEvent;

/// <summary>Who chose a password.</summary>
public enum PasswordChangedBy
{
    /// <summary>Its owner, who knew the old one.</summary>
    Self,

    /// <summary>Who had the link that was mailed to its owner.</summary>
    Reset,

    /// <summary>Somebody else, who thereby knows it.</summary>
    Admin,
}

/// <summary>Another role, or keys of its own.</summary>
public sealed record AccountPermissionsChanged(User Account, long? FromRoleId, long? ToRoleId, IReadOnlyList<string> Added, IReadOnlyList<string> Removed) : IDomainEvent;

/// <param name="Via">admin, invitation or import.</param>
public sealed record AccountMade(User Account, string Via) : IDomainEvent;

/// <summary>The account waits until somebody says yes.</summary>
public sealed record ApprovalWanted(User Account) : IDomainEvent;

public sealed record AccountRevised(User Account, IReadOnlyList<string> Fields) : IDomainEvent;

public sealed record AccountStatusMoved(User Account, AccountStatus From, AccountStatus To, string? Reason) : IDomainEvent;

public sealed record OnboardingDone(User Account) : IDomainEvent;

/// <summary>The account is archived, and nothing names it.</summary>
public sealed record AccountRemoved(User Account) : IDomainEvent;

/// <summary>An agent joined a branch, or left it.</summary>
public sealed record AgentMoved(User Account, long BranchId, bool Joined) : IDomainEvent;

/// <summary>The first steps are not done after so many days.</summary>
public sealed record OnboardingOverdue(User Account, int Days) : IDomainEvent;

/// <summary>Whom the account was made for was mailed a link to take it over.</summary>
public sealed record AccountInvited(User Account, DateTimeOffset ExpiresAt) : IDomainEvent;
