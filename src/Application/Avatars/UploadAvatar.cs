using PropOps.Application.Accounts;
using PropOps.Application.Activity;
using PropOps.Application.Files;
using PropOps.Application.Input;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;

namespace PropOps.Application.Avatars;

/// <summary>Gives an account a picture, cut to a square; nothing is kept of the bytes that were sent.</summary>
[Permission(GetAvatar.Key, OwnExempt = true)]
public sealed record UploadAvatar : ICommand
{
    [Alias("uuid", "user_id")]
    public required Ref UserUuid { get; init; }

    /// <summary>JPEG, PNG, WebP, HEIC or HEIF, at most 5 MB, 32 to 8000 pixels on each side.</summary>
    [SentAs(UploadKind.Avatar)]
    public required Upload Avatar { get; init; }
}

public sealed record AvatarAddress(string? AvatarUrl)
{
    internal static string? Of(User account) => account.Avatar is { } avatar ? $"/api/users/avatar?user_uuid={account.Uuid}&v={avatar.Edition}" : null;
}

internal sealed class UploadAvatarHandler(ManagedAccounts accounts, IImageTool images, RecordFiles files, ActivityDraft activity, TimeProvider time) :
    IHandler<UploadAvatar, AvatarAddress>,
    IPrepares<UploadAvatar>
{
    private Picture? _picture;

    public async Task Prepare(UploadAvatar request, CancellationToken cancellationToken) =>
        _picture = await images.Reencode(request.Avatar, PictureForm.Avatar, cancellationToken) ?? throw new UnfitImageRefusal("avatar");

    public async Task<AvatarAddress> Handle(UploadAvatar request, CancellationToken cancellationToken)
    {
        var account = (await accounts.OwnOrManagedToChange<UploadAvatar>(request.UserUuid, cancellationToken)).Account;
        files.Remove(account.Avatar);
        account.ShowAvatar(await files.Add(_picture!, cancellationToken), time.GetUtcNow());
        activity.About("user", account.Id, account.Uuid, "Avatar changed", ["avatar_url"]);
        return new AvatarAddress(AvatarAddress.Of(account));
    }
}
