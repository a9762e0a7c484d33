using PropOps.Application.Accounts;
using PropOps.Application.Activity;
using PropOps.Application.Files;
using PropOps.Application.Input;
using PropOps.Application.UseCases;

namespace PropOps.Application.Avatars;

/// <summary>Takes the picture of an account away; one that is not there is no fault.</summary>
[Permission(GetAvatar.Key, OwnExempt = true)]
public sealed record DeleteAvatar : ICommand
{
    [Alias("uuid", "user_id")]
    public required Ref UserUuid { get; init; }
}

internal sealed class DeleteAvatarHandler(ManagedAccounts accounts, RecordFiles files, ActivityDraft activity, TimeProvider time) : IHandler<DeleteAvatar, AvatarAddress>
{
    public async Task<AvatarAddress> Handle(DeleteAvatar request, CancellationToken cancellationToken)
    {
        var account = (await accounts.OwnOrManagedToChange<DeleteAvatar>(request.UserUuid, cancellationToken)).Account;
        var isThere = account.Avatar is not null;
        files.Remove(account.Avatar);
        account.ShowAvatar(null, time.GetUtcNow());
        activity.About("user", account.Id, account.Uuid, "Avatar removed", isThere ? ["avatar_url"] : []);
        return new AvatarAddress(AvatarAddress.Of(account));
    }
}
