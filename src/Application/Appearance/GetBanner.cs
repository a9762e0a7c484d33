using Microsoft.EntityFrameworkCore;
using PropOps.Application.Accounts;
using PropOps.Application.Files;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;

namespace PropOps.Application.Appearance;

/// <summary>The picture that somebody put above their dashboard.</summary>
[Permission(GetAppearance.Key, OwnExempt = true)]
public sealed record GetBanner
{
    [Alias("user_uuid", "user_id")]
    public Ref? Uuid { get; init; }

    /// <summary>Any value; it only makes the address another one for caches.</summary>
    [Text(0, 40)]
    public string? V { get; init; }
}

internal sealed class GetBannerHandler(ManagedAccounts accounts, IReadDb db, IFileStore files) : IHandler<GetBanner, FileContent>
{
    public async Task<FileContent> Handle(GetBanner request, CancellationToken cancellationToken)
    {
        var account = (await accounts.OwnOrManaged<GetBanner>(request.Uuid, cancellationToken)).Account;
        var appearance = await db.Of<AccountAppearance>().SingleOrDefaultAsync(row => row.UserId == account.Id, cancellationToken);
        var banner = appearance?.Banner ?? throw new NotFoundRefusal("Banner");
        return new FileContent(
            banner.ContentType,
            "banner" + (banner.ContentType == "image/png" ? ".png" : ".jpg"),
            banner.Edition,
            _ => Task.FromResult(files.Open(banner.FileId) ?? throw new NotFoundRefusal("Banner")));
    }
}
