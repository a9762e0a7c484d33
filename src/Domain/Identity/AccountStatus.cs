namespace PropOps.Domain.Identity;

/// <summary>Only an active account passes the first gate. The numbers are published ids.</summary>
public enum AccountStatus
{
    Active = 1,
    Pending = 2,
    Suspended = 3,
    Archived = 4,
}
