using PropOps.Application.Input;
using PropOps.Application.UseCases;

namespace PropOps.Application.Accounts;

/// <summary>One account: the caller's own, or one that they manage.</summary>
[Permission(AccountKeys.Manage, OwnExempt = true)]
public sealed record GetUser
{
    [Alias("user_uuid", "user_id")]
    public required Ref Uuid { get; init; }
}

/// <summary>The caller's own profile, or that of an account that they manage.</summary>
[Permission(AccountKeys.Manage, OwnExempt = true)]
public sealed record GetProfile
{
    [Alias("uuid", "user_id")]
    public Ref? UserUuid { get; init; }
}

internal sealed class GetUserHandler(ManagedAccounts accounts, AccountRows rows) : IHandler<GetUser, AccountRow>, IHandler<GetProfile, AccountRow>
{
    public async Task<AccountRow> Handle(GetUser request, CancellationToken cancellationToken) =>
        await rows.Of(await accounts.OwnOrManaged<GetUser>(request.Uuid, cancellationToken), cancellationToken);

    public async Task<AccountRow> Handle(GetProfile request, CancellationToken cancellationToken) =>
        await rows.Of(await accounts.OwnOrManaged<GetProfile>(request.UserUuid, cancellationToken), cancellationToken);
}
