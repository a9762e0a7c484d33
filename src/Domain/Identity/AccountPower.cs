using PropOps.Domain.Kernel;

namespace PropOps.Domain.Identity;

/// <summary>What an account may do, as role, type and its own keys make it.</summary>
/// <param name="Given">by role and type, before the account's own grants and revocations.</param>
public sealed record AccountPower(User Account, Role? Role, AccountTypeProfile Type, PermissionSet Given, PermissionSet Keys)
{
    public int Level => Role?.Level ?? Type.Level;

    public Money? SpendLimit => Account.SpendLimit ?? Role?.SpendLimit;

    public Authority Authority => new(Account.Uuid, Account.AccountType, Level, Role?.Uuid, Keys, SpendLimit);

    public static AccountPower Of(User account, Role? role, AccountTypeProfile type, PermissionCatalogue catalogue)
    {
        var given = role is null ? catalogue.Given(type.Keys) : catalogue.Given(role.Keys, type.Keys);
        return new AccountPower(account, role, type, given, catalogue.Resolve(given, account.GrantedKeys, account.RevokedKeys));
    }

    /// <returns>role, account_type or user: who gives a key that the account holds.</returns>
    public string SourceOf(string key) => Role?.Keys.Gives(key) == true ? "role" : Type.Keys.Gives(key) ? "account_type" : "user";
}
