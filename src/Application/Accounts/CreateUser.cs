using PropOps.Application.Activity;
using PropOps.Application.Identity;
using PropOps.Application.Identity.Passwords;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;

namespace PropOps.Application.Accounts;

/// <summary>Makes an account with a password that its owner has to replace at the first sign-in.</summary>
/// <remarks>No command: the password is judged and hashed before the transaction that makes the account.</remarks>
[Permission(AccountKeys.Manage, AccountTypes = [AccountType.Staff])]
public sealed record CreateUser
{
    [Text(1, 100), Label]
    public required string FirstName { get; init; }

    [Text(1, 100), Label]
    public required string LastName { get; init; }

    [MailAddress]
    public required string Email { get; init; }

    [Secret, Text(1, PasswordPolicy.Longest)]
    public required string Password { get; init; }

    [Limits(1, 5)]
    public required int AccountTypeId { get; init; }

    [Text(0, 40)]
    public string? Phone { get; init; }

    public Ref? BranchId { get; init; }

    [Items(0, 50)]
    public IReadOnlyList<Ref>? BranchIds { get; init; }

    /// <summary>Left out: the seeded role of the type; of Staff Coordinator.</summary>
    public Ref? RoleId { get; init; }

    [Text(0, 35)]
    public string? Language { get; init; }

    [Text(0, 60)]
    public string? TimeZone { get; init; }

    [Amount("0", "1000000000")]
    public decimal? SpendLimit { get; init; }

    /// <summary>It waits until somebody else says yes.</summary>
    public bool RequireApproval { get; init; }

    internal WantedAccount Wanted => new(FirstName, LastName, Email, (AccountType)AccountTypeId)
    {
        Phone = Phone, BranchId = BranchId, BranchIds = BranchIds, RoleId = RoleId, Language = Language, TimeZone = TimeZone, SpendLimit = SpendLimit,
    };
}

internal sealed class CreateUserHandler(
    NewAccounts accounts, AccountPowers powers, AccountRows rows, PasswordChoice choice, ITransaction transaction, ActivityDraft activity, IActivityLog activityLog, TimeProvider time)
    : IHandler<CreateUser, AccountRow>
{
    public async Task<AccountRow> Handle(CreateUser request, CancellationToken cancellationToken)
    {
        var hash = await choice.Accept(request.Password, new PasswordOwner(request.FirstName, request.LastName, request.Email, []), "password", cancellationToken);
        return await transaction.Run(
            async () =>
            {
                var user = await accounts.Make(request.Wanted, hash, "admin", cancellationToken);
                user.RequirePasswordChange(time.GetUtcNow());
                if (request.RequireApproval)
                {
                    user.AwaitApproval(time.GetUtcNow());
                }

                activity.About("user", user.Id, user.Uuid, "Account made");
                activityLog.Add(activity);
                return await rows.Of(await powers.Of(user, cancellationToken), cancellationToken);
            },
            cancellationToken);
    }
}
