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
