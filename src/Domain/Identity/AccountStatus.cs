namespace PropOps.Domain.Identity;

/// <summary>Only an active account passes the first gate. The numbers are published ids.</summary>
public enum AccountStatus
{
    Active = 1,
    Pending = 2,
    Suspended = 3,
    Archived = 4,
}

/// <summary>What a pending account waits for.</summary>
public enum PendingReason
{
    /// <summary>Whoever it was made for has not used the link yet.</summary>
    Invited,

    /// <summary>Somebody else has to say yes.</summary>
    Approval,
}
