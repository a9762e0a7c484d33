using System.Data.Common;
using PropOps.Infrastructure.Encryption;

namespace PropOps.Benchmarks.Bare;

/// <summary>Reads rows of the list, in the way that anybody would write it, and in the fastest there is.</summary>
/// <typeparam name="TDialect">the database's own.</typeparam>
internal sealed class JobQueries<TDialect>(KeyRing keys, MemorisedNames names)
    where TDialect : IDialect
{
    // The caller is the coordinator of the demo, whose pins are asked for.
    private const string Pin = "EXISTS (SELECT 1 FROM jobs_pins pin WHERE pin.job_id = j.id AND pin.account_id = @account)";

    private const string Own =
        """
        j.id, j.uuid, j.job_ref, j.external_ref, j.title, j.description, j.status, j.priority_id, j.job_type_id, j.branch_id, j.agent_id, j.contractor_id, j.assignment_state,
        j.owner_id, j.address_id, j.total_budget, j.contractor_budget, j.cost_code, j.vat_percentage, j.works_start, j.works_end, j.time_range_id, j.invoice_no, j.quote_no,
        j.works_order_ref, j.access_details, j.presence_required, j.entry_permitted, j.tenant_ids, j.tag_ids, j.created_by_id, j.created_via, j.assigned_at, j.accepted_at,
        j.started_at, j.completed_at, j.closed_at, j.version, j.created_at, j.updated_at
        """;

    private const string Joined =
        """
        status.name, status.stage, priority.name, type.name, branch.name, agent.first_name, agent.last_name, firm.company_name, firm.first_name, firm.last_name,
        owner.first_name, owner.last_name, address.full_address, range.name, creator.first_name, creator.last_name
        """;

    private const string Joins =
        """
        JOIN core_job_statuses status ON status.id = j.status
        JOIN core_job_priorities priority ON priority.id = j.priority_id
        JOIN core_job_types type ON type.id = j.job_type_id
        JOIN core_addresses address ON address.id = j.address_id
        LEFT JOIN core_branches branch ON branch.id = j.branch_id
        LEFT JOIN core_users agent ON agent.id = j.agent_id
        LEFT JOIN core_contractors firm ON firm.id = j.contractor_id
        LEFT JOIN core_users owner ON owner.id = j.owner_id
        LEFT JOIN core_time_ranges range ON range.id = j.time_range_id
        LEFT JOIN core_users creator ON creator.id = j.created_by_id
        """;

    private const int PinColumn = 40;
    private const int FirstJoined = 41;

    /// <summary>One query with all joins, names decrypted in every row.</summary>
    public static string Usual(string filter, string order) =>
        $"SELECT {Own}, {Pin}, {Joined}, {TDialect.Tags} FROM jobs_jobs j {Joins} WHERE {filter} ORDER BY {order} LIMIT 50";

    /// <summary>The job's own columns; all names from memory.</summary>
    public static string Limit(string filter, string order) => $"SELECT {Own}, {Pin} FROM jobs_jobs j WHERE {filter} ORDER BY {order} LIMIT 50";

    public BareJob ReadUsual(DbDataReader row)
    {
        var tagIds = TDialect.Numbers(row, 29);
        var tagNames = TDialect.Texts(row, FirstJoined + 16);
        var colours = TDialect.Texts(row, FirstJoined + 17);
        return Read(row, new JoinedNames(
            row.GetString(FirstJoined), row.GetString(FirstJoined + 1), row.GetString(FirstJoined + 2), row.GetString(FirstJoined + 3), TextOrNull(row, FirstJoined + 4),
            Person(row, FirstJoined + 5), TextOrNull(row, FirstJoined + 7) ?? Person(row, FirstJoined + 8), Person(row, FirstJoined + 10),
            row.GetString(FirstJoined + 12), TextOrNull(row, FirstJoined + 13), Person(row, FirstJoined + 14),
            [.. tagIds.Select((id, index) => new BareTag(id, tagNames[index]!, colours[index]))]));
    }

    public BareJob ReadLimit(DbDataReader row)
    {
        var tagIds = TDialect.Numbers(row, 29);
        var tags = tagIds.Length == 0 ? [] : new BareTag[tagIds.Length];
        for (var index = 0; index < tags.Length; index++)
        {
            tags[index] = names.Tags[tagIds[index]];
        }

        var status = names.Statuses[row.GetInt32(6)];
        return Read(row, new JoinedNames(
            status.Name, status.Stage, names.Priorities[row.GetInt32(7)], names.Types[row.GetInt32(8)], Known(names.Branches, row, 9), Known(names.Accounts, row, 10),
            Known(names.Contractors, row, 11), Known(names.Accounts, row, 13), names.Addresses[row.GetInt64(14)], row.IsDBNull(21) ? null : names.Ranges[row.GetInt32(21)],
            Known(names.Accounts, row, 30), tags));
    }

    private BareJob Read(DbDataReader row, in JoinedNames joined) => new()
    {
        Id = row.GetInt64(0), Uuid = row.GetGuid(1), JobRef = row.GetString(2), ExternalRef = TextOrNull(row, 3), Title = row.GetString(4), Description = row.GetString(5),
        Status = row.GetInt32(6), StatusName = joined.Status, Stage = joined.Stage, PriorityId = row.GetInt32(7), PriorityName = joined.Priority,
        JobTypeId = row.GetInt32(8), JobTypeName = joined.Type, BranchId = IdOrNull(row, 9), BranchName = joined.Branch, AgentId = IdOrNull(row, 10), AgentName = joined.Agent,
        ContractorId = IdOrNull(row, 11), ContractorName = joined.Contractor, AssignmentState = Lower(row.GetString(12)), OwnerId = IdOrNull(row, 13), OwnerName = joined.Owner,
        AddressId = row.GetInt64(14), FullAddress = joined.Address, TotalBudget = IdOrNull(row, 15), ContractorBudget = IdOrNull(row, 16), CostCode = TextOrNull(row, 17),
        VatPercentage = row.IsDBNull(18) ? null : row.GetInt32(18), WorksStart = row.IsDBNull(19) ? null : TDialect.Day(row, 19), WorksEnd = row.IsDBNull(20) ? null : TDialect.Day(row, 20),
        TimeRangeId = row.IsDBNull(21) ? null : row.GetInt32(21), TimeRangeName = joined.Range, InvoiceNo = TextOrNull(row, 22), QuoteNo = TextOrNull(row, 23), WorksOrderRef = TextOrNull(row, 24),
        AccessDetails = row.IsDBNull(25) ? null : keys.Decrypt(row.GetString(25)), PresenceRequired = row.GetBoolean(26), EntryPermitted = row.IsDBNull(27) ? null : row.GetBoolean(27),
        TenantIds = TDialect.Ids(row, 28), Tags = joined.Tags, IsPinned = row.GetBoolean(PinColumn), CreatedById = IdOrNull(row, 30), CreatedByName = joined.Creator,
        CreatedVia = Lower(row.GetString(31)), AssignedAt = InstantOrNull(row, 32), AcceptedAt = InstantOrNull(row, 33), StartedAt = InstantOrNull(row, 34), CompletedAt = InstantOrNull(row, 35),
        ClosedAt = InstantOrNull(row, 36), Version = row.GetInt32(37), CreatedAt = TDialect.Instant(row, 38), UpdatedAt = TDialect.Instant(row, 39),
    };

    private string? Person(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : $"{keys.Decrypt(row.GetString(column))} {keys.Decrypt(row.GetString(column + 1))}".Trim();

    private static string? TextOrNull(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static long? IdOrNull(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    private static DateTime? InstantOrNull(DbDataReader row, int column) => row.IsDBNull(column) ? null : TDialect.Instant(row, column);

    private static string? Known(Dictionary<long, string> known, DbDataReader row, int column) => row.IsDBNull(column) ? null : known[row.GetInt64(column)];

    private static string Lower(string word) => word switch
    {
        "None" => "none",
        "Offered" => "offered",
        "Accepted" => "accepted",
        "Ui" => "ui",
        "Api" => "api",
        _ => word.ToLowerInvariant(),
    };

    private readonly record struct JoinedNames(
        string Status, string Stage, string Priority, string Type, string? Branch, string? Agent, string? Contractor, string? Owner, string Address, string? Range, string? Creator, BareTag[] Tags);
}
