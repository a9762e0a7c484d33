namespace PropOps.Domain.Identity;

/// <summary>What an account is; decides what it sees. The numbers are published ids.</summary>
public enum AccountType
{
    Staff = 1,
    Agent = 2,
    Landlord = 3,
    Tenant = 4,
    Contractor = 5,
}

public static class AccountTypes
{
    /// <summary>The level that accounts without a role have in a new installation; 1 is the strongest (PERM-5).</summary>
    public static int SeededLevel(this AccountType type) => type switch
    {
        AccountType.Staff => 5,
        AccountType.Agent => 6,
        AccountType.Contractor => 7,
        _ => 8,
    };

    /// <summary>Only these order work, and so have a spend limit (ACC-10).</summary>
    public static bool Spends(this AccountType type) => type is AccountType.Staff or AccountType.Agent;

    /// <summary>Landlords and tenants sign in only where the organisation opens its portal.</summary>
    public static bool NeedsPortalAccess(this AccountType type) => type is AccountType.Landlord or AccountType.Tenant;
}
