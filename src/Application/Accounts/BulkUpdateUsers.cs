using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;

namespace PropOps.Application.Accounts;

/// <summary>Changes many accounts, each on its own.</summary>
[Permission(AccountKeys.Manage, AccountTypes = [AccountType.Staff], Reauth = true)]
public sealed record BulkUpdateUsers
{
    [Items(1, 200)]
    public required IReadOnlyList<Ref> UserIds { get; init; }

    public required BulkAccountFields Data { get; init; }
}

/// <summary>What many accounts can be given at once.</summary>
[Closed(Refusal = AllowedFields)]
public sealed record BulkAccountFields : IValidatableObject
{
    internal const string AllowedFields = "data may hold role_id, branch_id, account_status_id, language, time_zone";

    public Ref? RoleId { get; init; }

    public Ref? BranchId { get; init; }

    /// <summary>Active or Suspended.</summary>
    public int? AccountStatusId { get; init; }

    [Text(0, 35)]
    public Patch<string?> Language { get; init; }

    [Text(0, 60)]
    public Patch<string?> TimeZone { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (this == new BulkAccountFields())
        {
            yield return new(AllowedFields, ["role_id"]);
        }

        if (AccountStatusId is not (null or (int)AccountStatus.Active or (int)AccountStatus.Suspended))
        {
            yield return new(null, ["account_status_id"]);
        }
    }
}

/// <summary>Does one thing to many accounts, each on its own.</summary>
[Permission(AccountKeys.Settings, AccountTypes = [AccountType.Staff], Reauth = true)]
public sealed record BulkSettingsUsers
{
    [Items(1, 200)]
    public required IReadOnlyList<Ref> UserIds { get; init; }

    public required BulkAccountAction Data { get; init; }
}

public sealed record BulkAccountAction
{
    [Text(1, 40)]
    public required string Operation { get; init; }

    /// <summary>With set_role.</summary>
    public Ref? RoleId { get; init; }
}

public sealed record BulkAccountOutcome(int Updated, IReadOnlyList<BulkAccountResult> Results);

/// <param name="UserId">null where nobody has the UUID that was sent.</param>
/// <param name="Error">as the single operation would have answered.</param>
public sealed record BulkAccountResult(long? UserId, bool Ok, string? Error);

internal sealed class BulkUpdateUsersHandler(IUseCases useCases, IReadDb db) :
    IHandler<BulkUpdateUsers, Reply<BulkAccountOutcome>>,
    IHandler<BulkSettingsUsers, Reply<BulkAccountOutcome>>
{
    private static readonly string[] Operations = ["enable", "disable", "archive", "delete", "logout", "set_role", "require_password_change"];

    public Task<Reply<BulkAccountOutcome>> Handle(BulkUpdateUsers request, CancellationToken cancellationToken)
    {
        var (data, deed) = (request.Data, request.Data.AccountStatusId is { } status ? AccountDeeds.To((AccountStatus)status) : AccountDeed.Nothing);
        var changes = new WantedChanges { RoleId = data.RoleId, BranchId = data.BranchId, Language = data.Language, TimeZone = data.TimeZone };
        return Each(request.UserIds, account => new ChangeOneOfMany(account, deed, changes), "users.users.bulk_update", cancellationToken);
    }

    public Task<Reply<BulkAccountOutcome>> Handle(BulkSettingsUsers request, CancellationToken cancellationToken)
    {
        if (!Operations.Contains(request.Data.Operation))
        {
            throw new InvalidRefusal("data.operation", $"Unknown operation. Valid operations: {string.Join(", ", Operations)}");
        }

        if (request.Data is { Operation: "set_role", RoleId: null })
        {
            throw new InvalidRefusal("data.role_id");
        }

        var (deed, changes) = request.Data.Operation switch
        {
            "enable" => (AccountDeed.Enable, new WantedChanges()),
            "disable" => (AccountDeed.Disable, new WantedChanges()),
            "logout" => (AccountDeed.SignOut, new WantedChanges()),
            "set_role" => (AccountDeed.Nothing, new WantedChanges { RoleId = request.Data.RoleId }),
            "require_password_change" => (AccountDeed.Nothing, new WantedChanges { MustChangePassword = true }),
            _ => (AccountDeed.Archive, new WantedChanges()),
        };
        return Each(request.UserIds, account => new ChangeOneOfMany(account, deed, changes), "system.settings.bulk_action", cancellationToken);
    }

    private async Task<Reply<BulkAccountOutcome>> Each(IReadOnlyList<Ref> named, Func<Ref, ChangeOneOfMany> change, string operation, CancellationToken cancellationToken)
    {
        var (ids, uuids) = (named.Select(account => account.Id).OfType<long>().ToList(), named.Select(account => account.Uuid).OfType<Guid>().ToList());
        var known = await db.Of<User>().Where(user => ids.Contains(user.Id) || uuids.Contains(user.Uuid)).Select(user => new { user.Id, user.Uuid }).ToListAsync(cancellationToken);
        var results = new List<BulkAccountResult>();
        foreach (var account in named.Select(name => known.Find(user => user.Id == name.Id || user.Uuid == name.Uuid) is { } user ? user.Id : name).Distinct())
        {
            results.Add(await One(account, change(account), operation, cancellationToken));
        }

        var updated = results.Count(result => result.Ok);
        return new Reply<BulkAccountOutcome>(new BulkAccountOutcome(updated, results), $"{updated} of {results.Count} accounts updated");
    }

    private async Task<BulkAccountResult> One(Ref account, ChangeOneOfMany change, string operation, CancellationToken cancellationToken)
    {
        try
        {
            await useCases.Run<ChangeOneOfMany, Nothing?>(change, operation, cancellationToken);
            return new BulkAccountResult(account.Id, Ok: true, Error: null);
        }
        catch (Refusal refusal)
        {
            return new BulkAccountResult(account.Id, Ok: false, refusal.Message);
        }
    }
}
