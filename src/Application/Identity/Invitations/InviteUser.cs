using PropOps.Application.Accounts;
using PropOps.Application.Activity;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;

namespace PropOps.Application.Identity.Invitations;

/// <summary>Makes an account whose owner chooses the password, by a link that is mailed.</summary>
/// <remarks>No command: a hash is computed before the transaction that makes the account.</remarks>
[Permission(AccountKeys.Manage, AccountTypes = [AccountType.Staff])]
public sealed record InviteUser
{
    [Text(1, 100), Label]
    public required string FirstName { get; init; }

    [Text(1, 100), Label]
    public required string LastName { get; init; }

    [MailAddress]
    public required string Email { get; init; }

    [Limits(1, 5)]
    public required int AccountTypeId { get; init; }

    [Text(0, 40)]
    public string? Phone { get; init; }

    public Ref? BranchId { get; init; }

    [Items(0, 50)]
    public IReadOnlyList<Ref>? BranchIds { get; init; }

    /// <summary>Left out: the seeded role of the type; of Staff Coordinator.</summary>
    public Ref? RoleId { get; init; }

    [Amount("0", "1000000000")]
    public decimal? SpendLimit { get; init; }

    [Limits(1, 30)]
    public int ExpiresInDays { get; init; } = 7;

    /// <summary>Once its owner has taken it over it waits until somebody else says yes.</summary>
    public bool RequireApproval { get; init; }

    internal WantedAccount Wanted => new(FirstName, LastName, Email, (AccountType)AccountTypeId)
    {
        Phone = Phone, BranchId = BranchId, BranchIds = BranchIds, RoleId = RoleId, SpendLimit = SpendLimit,
    };
}

public sealed record InvitedUser(Guid Uuid, string AccountStatusName, DateTimeOffset InvitationExpiresAt);

internal sealed class InviteUserHandler(
    NewAccounts accounts, InvitationMails mails, PasswordHashing hashing, ITransaction transaction, ActivityDraft activity, IActivityLog activityLog, TimeProvider time)
    : IHandler<InviteUser, InvitedUser>
{
    public async Task<InvitedUser> Handle(InviteUser request, CancellationToken cancellationToken)
    {
        // Nobody knows it; the account is like any other to whoever tries passwords (SIGN-1).
        var hash = await hashing.Make(LinkToken.Create().Text, cancellationToken);
        return await transaction.Run(
            async () =>
            {
                var user = await accounts.Make(request.Wanted, hash, "invitation", cancellationToken);
                user.AwaitOwner(request.RequireApproval, time.GetUtcNow());
                var expiresAt = await mails.Send(user, TimeSpan.FromDays(request.ExpiresInDays), cancellationToken);
                activity.About("user", user.Id, user.Uuid, "Account made, its owner invited");
                activityLog.Add(activity);
                return new InvitedUser(user.Uuid, user.Status.ToString(), expiresAt);
            },
            cancellationToken);
    }
}
