using System.Text.Json.Nodes;
using PropOps.UnitTests.Contract;

namespace PropOps.ApiTests.Contract.Served;

/// <summary>
/// What the contract does not say of an operation so that a program could read it: which kind of record a field names, and
/// which value fits where the type alone does not tell. A new operation needs a line only where its field has no speaking name
/// or a value made by type is refused; the tests say so when one is missing.
/// </summary>
internal static class Samples
{
    /// <summary>Fields that name a record of a kind wherever they stand, the most telling first.</summary>
    private static readonly (string Field, RecordKind Kind)[] SpeakingNames =
    [
        ("visit_id", RecordKind.Visit), ("job_uuid", RecordKind.Job), ("user_uuid", RecordKind.Account), ("user_id", RecordKind.Account),
    ];

    /// <summary>null: the records are named inside another field.</summary>
    private static readonly Dictionary<string, (string Field, RecordKind Kind)?> Records = new()
    {
        ["jobs.manage.create"] = ("address_id", RecordKind.AbsentOnly),
        ["admin.activity_log.list"] = ("uuid", RecordKind.AbsentOnly),
        ["admin.rate_limits.state"] = ("user_id", RecordKind.AbsentOnly),
        ["admin.rate_limits.clear"] = ("user_id", RecordKind.AbsentOnly),
        ["admin.rate_limits.save"] = ("uuid", RecordKind.AbsentOnly),
        ["admin.rate_limits.delete"] = ("uuid", RecordKind.AbsentOnly),
        ["system.alerts.acknowledge"] = ("uuid", RecordKind.AbsentOnly),
        ["auth.tokens.revoke"] = ("uuid", RecordKind.AbsentOnly), // a token, of which the cast holds one each
        ["security.sessions.terminate"] = ("user_id", RecordKind.AbsentOnly), // beside a session of that account
        ["admin.roles.list"] = ("id", RecordKind.AbsentOnly),
        ["admin.roles.create"] = ("parent_role_id", RecordKind.AbsentOnly),
        ["admin.roles.update"] = ("id", RecordKind.AbsentOnly),
        ["admin.roles.delete"] = ("id", RecordKind.AbsentOnly),
        ["admin.staff_permissions.get"] = null,
        ["admin.staff_permissions.update"] = null,
        ["admin.user_management_policy.update"] = ("id", RecordKind.AbsentOnly),
        ["users.users.create_user"] = ("role_id", RecordKind.AbsentOnly),
        ["users.users.update_role"] = ("uuid", RecordKind.Account),
        ["users.users.invite"] = ("role_id", RecordKind.AbsentOnly),
        ["auth.invitation.get"] = null, // the link itself is the record
        ["auth.invitation.accept"] = null,
        ["jobs.visits.propose"] = ("job_uuid", RecordKind.Job), // not the visit that it may name as well
    };

    private static readonly Dictionary<string, JsonObject> Values = new()
    {
        ["jobs.manage.create"] = new() { ["priority_id"] = 2, ["status_id"] = 1, ["job_type_id"] = 3, ["address_id"] = 1 },
        ["admin.roles.create"] = new() { ["level"] = 50 },
        ["admin.staff_permissions.update"] = new()
        {
            ["permissions"] = new JsonArray(new JsonObject { ["account_type_id"] = 5, ["permission_key"] = "api.jobs.manage.list", ["permission_value"] = false }),
        },
        ["admin.user_management_policy.update"] = new() { ["entity"] = "role", ["level"] = 50 },
        ["system.settings.bulk_action"] = new() { ["data"] = new JsonObject { ["operation"] = "logout" } },
        ["users.users.create_user"] = new() { ["password"] = "Quiet-Harbour-29!", ["account_type_id"] = 1 },
        ["auth.password_reset.admin_reset"] = new() { ["user_uuid"] = Guid.CreateVersion7().ToString() },
        ["email.verify.confirm"] = new() { ["token"] = new string('A', 43) },
        ["users.users.invite"] = new() { ["account_type_id"] = 1 },
        ["users.users.bulk_update"] = new() { ["data"] = new JsonObject { ["language"] = "en-GB" } },
        ["users.users.update_role"] = new() { ["role_id"] = 4 },
        ["users.permissions.grant"] = new() { ["permissions"] = new JsonArray("api.users.permissions.manage") },
        ["users.permissions.revoke"] = new() { ["permissions"] = new JsonArray("api.users.permissions.manage") },
        ["users.permissions.sync"] = new() { ["permissions"] = new JsonArray() },
        ["jobs.manage.get"] = new() { ["uuid"] = Guid.CreateVersion7().ToString() },
        ["jobs.manage.bulk"] = new() { ["operation"] = "close" },
        ["system.maintenance_mode.set"] = new() { ["enabled"] = false },
        ["admin.rate_limits.state"] = new() { ["user_id"] = Guid.CreateVersion7().ToString() },
        ["admin.rate_limits.clear"] = new() { ["user_id"] = Guid.CreateVersion7().ToString() },
        ["admin.rate_limits.save"] = new() { ["uuid"] = Guid.CreateVersion7().ToString() },
        ["jobs.visits.outcome"] = new() { ["reason"] = "The part is missing." },
    };

    public static IEnumerable<KeyValuePair<string, JsonNode?>> ValuesOf(string operation) => Values.GetValueOrDefault(operation) ?? [];

    /// <summary>The field by which an operation names its record.</summary>
    /// <returns>null where it names none.</returns>
    public static (string Field, RecordKind Kind)? RecordOf(ContractOperation operation)
    {
        if (Records.TryGetValue(operation.Id, out var told))
        {
            return told;
        }

        if (!operation.ErrorStatuses.Contains(404))
        {
            return null;
        }

        foreach (var (name, kind) in SpeakingNames)
        {
            if (operation.Input.FirstOrDefault(field => !field.Waits && field.Type is "ref" or "uuid" && (field.Name == name || field.Aliases.Contains(name))) is { } field)
            {
                return (field.Name, kind);
            }
        }

        throw new AssertionException($"{operation.Id} answers 404 and no field of it has a speaking name: say in Samples.Records which field names which kind of record.");
    }

    /// <summary>Operations that show something of one's own which nobody of the cast has.</summary>
    public static IReadOnlySet<string> AnswersWhatIsNotThere { get; } = new HashSet<string> { "users.appearance.banner" };

    public static IEnumerable<string> Known => Records.Keys.Concat(Values.Keys).Concat(AnswersWhatIsNotThere);
}

/// <summary>What a field names; see <see cref="RecordPools"/>.</summary>
internal enum RecordKind
{
    Job,
    Visit,
    Account,

    /// <summary>Everybody may name any of them; only one that is not there is refused.</summary>
    AbsentOnly,
}
