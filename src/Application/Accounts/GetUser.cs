using PropOps.Application.Identity;
using PropOps.Application.Identity.Gates;
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
[Permission(AccountKeys.Manage, OwnExempt = true, OpenDuringFactorSetup = true)]
public sealed record GetProfile
{
    [Alias("uuid", "user_id")]
    public Ref? UserUuid { get; init; }
}

internal sealed class GetUserHandler(ICurrentUser currentUser, GateKeeper gates, ManagedAccounts accounts, AccountRows rows) : IHandler<GetUser, AccountRow>, IHandler<GetProfile, AccountRow>
{
    public async Task<AccountRow> Handle(GetUser request, CancellationToken cancellationToken) =>
        await rows.Of(await accounts.OwnOrManaged<GetUser>(request.Uuid, cancellationToken), cancellationToken);

    public async Task<AccountRow> Handle(GetProfile request, CancellationToken cancellationToken)
    {
        var caller = currentUser.RequireCaller();
        if (request.UserUuid is { } named && named.Id != caller.Id && named.Uuid != caller.Uuid)
        {
            // Open without the second factor that is asked for is one's own profile only (MFA-4).
            gates.Require(caller, Access<GetUser>.Rule);
        }

        return await rows.Of(await accounts.OwnOrManaged<GetProfile>(request.UserUuid, cancellationToken), cancellationToken);
    }
}
