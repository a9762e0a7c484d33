using System.ComponentModel.DataAnnotations;
using PropOps.Application.Input;
using PropOps.Application.Sync;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;

namespace PropOps.Application.Accounts;

/// <summary>The accounts. Filters are joined by and, the values of one filter by or.</summary>
[Permission(AccountKeys.Manage, AccountTypes = [AccountType.Staff])]
public sealed record ListUsers : IValidatableObject
{
    [Limits(1, 200)]
    public int Limit { get; init; } = 50;

    [Limits(0, 1_000_000)]
    public int Offset { get; init; }

    public bool IncludeTotal { get; init; }

    [Items(0, 5)]
    public IReadOnlyList<int>? AccountTypeId { get; init; }

    /// <summary>Left out: all but Archived.</summary>
    [Items(0, 4)]
    public IReadOnlyList<int>? AccountStatusId { get; init; }

    [Items(0, 50)]
    public IReadOnlyList<Ref>? RoleId { get; init; }

    /// <summary>The accounts of a firm.</summary>
    public Ref? ContractorId { get; init; }

    public Ref? BranchId { get; init; }

    /// <summary>Words of the name, the whole mail address, or the telephone number.</summary>
    [Text(2, 100)]
    public string? Search { get; init; }

    /// <summary>That one only.</summary>
    [Alias("user_uuid", "user_id")]
    public Ref? Uuid { get; init; }

    public DateOnly? CreatedFrom { get; init; }

    public DateOnly? CreatedTo { get; init; }

    /// <summary>Only what changed then or later (SYNC-1).</summary>
    public DateTimeOffset? UpdatedSince { get; init; }

    [OneOf("name", "-name", "ID", "-ID", "created_at", "-created_at", "updated_at", "-updated_at", "last_login_at", "-last_login_at")]
    public string Sort { get; init; } = "name";

    /// <summary>csv downloads the whole list, whatever limit and offset are.</summary>
    [OneOf("json", "csv")]
    public string Format { get; init; } = "json";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (CreatedTo < CreatedFrom)
        {
            yield return new(null, ["created_to"]);
        }
    }
}

/// <summary>The accounts in which every word is found.</summary>
[Permission(AccountKeys.Manage, AccountTypes = [AccountType.Staff])]
public sealed record SearchUsers
{
    [Text(2, 100)]
    public required string Search { get; init; }

    [Items(0, 5)]
    public IReadOnlyList<int>? AccountTypeId { get; init; }

    [Limits(1, 200)]
    public int Limit { get; init; } = 50;

    [Limits(0, 1_000_000)]
    public int Offset { get; init; }

    public bool IncludeTotal { get; init; }
}

/// <summary>Columns of an export of accounts.</summary>
public static class AccountColumns
{
    public static IReadOnlyList<string> Exported { get; } =
    [
        "ID", "uuid", "first_name", "last_name", "email", "phone", "account_type_name", "account_status_name", "role_name", "branch_id", "language", "time_zone", "email_verified_at",
        "mfa_enabled", "last_login_at", "created_at", "updated_at",
    ];
}

internal sealed class ListUsersHandler(MatchingAccounts matching, AccountRows rows, IChangeFeed changes) :
    IHandler<ListUsers, SyncPage<AccountRow>>,
    IHandler<SearchUsers, Page<AccountRow>>,
    IHandler<ListUsers, IAsyncEnumerable<AccountRow>>
{
    public async Task<SyncPage<AccountRow>> Handle(ListUsers request, CancellationToken cancellationToken)
    {
        var asOf = request.UpdatedSince is not null || request.Sort.EndsWith("updated_at", StringComparison.Ordinal) ? await changes.AsOf(request.UpdatedSince, cancellationToken) : (DateTimeOffset?)null;
        var found = await matching.Of(request, cancellationToken);
        return new SyncPage<AccountRow>(
            await rows.Of(await matching.Load([.. found.Skip(request.Offset).Take(request.Limit)], cancellationToken), cancellationToken),
            request.IncludeTotal ? found.Count : null)
        {
            AsOf = asOf,
            Deleted = request.UpdatedSince is { } since ? await changes.Departed(since, [SyncedAccounts.Staff], matching.All, cancellationToken) : null,
        };
    }

    public async Task<Page<AccountRow>> Handle(SearchUsers request, CancellationToken cancellationToken)
    {
        var found = await matching.Of(new ListUsers { Search = request.Search, AccountTypeId = request.AccountTypeId }, cancellationToken);
        return new Page<AccountRow>(
            await rows.Of(await matching.Load([.. found.Skip(request.Offset).Take(request.Limit)], cancellationToken), cancellationToken),
            request.IncludeTotal ? found.Count : null);
    }

    async Task<IAsyncEnumerable<AccountRow>> IHandler<ListUsers, IAsyncEnumerable<AccountRow>>.Handle(ListUsers request, CancellationToken cancellationToken)
    {
        var found = await matching.Of(request, cancellationToken);
        return Batches.Read(found, async ids => await rows.Of(await matching.Load(ids, cancellationToken), cancellationToken));
    }
}
