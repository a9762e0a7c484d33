using System.Security.Cryptography;
using System.Text;
using PropOps.Application.Accounts;
using PropOps.Application.Files;
using PropOps.Application.Input;
using PropOps.Application.UseCases;
using PropOps.Domain.Kernel;

namespace PropOps.Application.Avatars;

/// <summary>The picture of an account, or its initials where it has none.</summary>
[Permission(Key, OwnExempt = true)]
public sealed record GetAvatar
{
    internal const string Key = "api.users.avatar.manage";

    [Alias("uuid", "user_id")]
    public Ref? UserUuid { get; init; }

    /// <summary>Pixels on each side.</summary>
    [Limits(32, 512)]
    public int Size { get; init; } = 256;

    /// <summary>Any value; it only makes the address another one for caches.</summary>
    [Text(0, 40)]
    public string? V { get; init; }
}

internal sealed class GetAvatarHandler(ManagedAccounts accounts, IFileStore files, IImageTool images) : IHandler<GetAvatar, FileContent>
{
    public async Task<FileContent> Handle(GetAvatar request, CancellationToken cancellationToken)
    {
        var account = (await accounts.OwnOrManaged<GetAvatar>(request.UserUuid, cancellationToken)).Account;
        if (account.Avatar is not { } avatar)
        {
            var drawing = Encoding.UTF8.GetBytes(Initials.Draw(account, request.Size));
            return new FileContent(Initials.MediaType, "avatar.svg", Convert.ToHexStringLower(SHA256.HashData(drawing).AsSpan(0, 16)), _ => Task.FromResult<Stream>(new MemoryStream(drawing)));
        }

        return new FileContent(avatar.ContentType, "avatar" + (avatar.ContentType == "image/png" ? ".png" : ".jpg"), $"{avatar.Edition}-{request.Size}", async ct =>
        {
            var stored = files.Open(avatar.FileId) ?? throw new NotFoundRefusal("Avatar");
            if (request.Size == PictureForm.Avatar.Edge)
            {
                return stored;
            }

            await using (stored)
            {
                return new MemoryStream((await images.Scale(stored, request.Size, ct)).Bytes.ToArray());
            }
        });
    }
}
