namespace PropOps.Domain.Identity;

/// <summary>
/// What a key is useless without (PERM-4), in one place. Whoever may change something of one endpoint may look at it; where
/// looking is the key of another endpoint, or the verbs are other ones, the table says so.
/// </summary>
public static class KeyDependencies
{
    private static readonly string[] Looking = ["view", "list", "read"];

    private static readonly string[] Changing = ["manage", "submit", "terminate", "approve", "verify", "edit"];

    private static readonly (string Key, string Needs)[] Further =
    [
        ("api.contractors.manage.manage", "api.contractors.list.manage"),
        ("api.contractors.members.manage", "api.contractors.list.manage"),
        ("api.contractors.certification.verify", "api.contractors.certification.manage"),
        ("api.tenants.manage.manage", "api.tenants.list.manage"),
        ("api.financial.contractor-invoices.manage", "api.financial.contractor-invoices.submit"),
        ("api.users.permissions.manage", "api.users.users.manage"),
        ("api.users.impersonate.manage", "api.users.users.manage"),
    ];

    /// <summary>The keys that this one needs at once, whether anything names them or not.</summary>
    public static IEnumerable<string> Of(string key)
    {
        var verb = key.LastIndexOf('.');
        var byVerb = verb > 0 && Changing.Contains(key[(verb + 1)..]) ? Looking.Select(look => $"{key[..verb]}.{look}") : [];
        return byVerb.Concat(Further.Where(row => PermissionSet.Normalise(row.Key) == PermissionSet.Normalise(key)).Select(row => row.Needs));
    }
}
