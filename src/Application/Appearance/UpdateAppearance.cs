using System.ComponentModel.DataAnnotations;
using PropOps.Application.Accounts;
using PropOps.Application.Activity;
using PropOps.Application.Files;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;

namespace PropOps.Application.Appearance;

/// <summary>Changes how it looks; what is left out stays.</summary>
[Permission(GetAppearance.Key, OwnExempt = true)]
public sealed record UpdateAppearance : ICommand, IValidatableObject
{
    [Alias("user_uuid", "user_id")]
    public Ref? Uuid { get; init; }

    /// <summary>JPEG, PNG, WebP, HEIC or HEIF, at most 5 MB, 32 to 8000 pixels on each side.</summary>
    [SentAs(UploadKind.Banner)]
    public Upload? BannerFile { get; init; }

    public bool ClearBanner { get; init; }

    [Text(0, 500)]
    public Patch<string?> DashboardBgCustom { get; init; }

    public Theme? Theme { get; init; }

    public Density? Density { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (BannerFile is not null && ClearBanner)
        {
            yield return new("Send either banner_file or clear_banner", ["banner_file"]);
        }

        if (DashboardBgCustom.Value is { } background && !CssBackground.IsValid(background))
        {
            yield return new("dashboard_bg_custom must be a colour or a gradient", ["dashboard_bg_custom"]);
        }
    }
}

internal sealed class UpdateAppearanceHandler(
    ManagedAccounts accounts, IRepository<AccountAppearance> appearances, IImageTool images, RecordFiles files, ActivityDraft activity, TimeProvider time) :
    IHandler<UpdateAppearance, AppearanceAnswer>,
    IPrepares<UpdateAppearance>
{
    private Picture? _banner;

    public async Task Prepare(UpdateAppearance request, CancellationToken cancellationToken)
    {
        if (request.BannerFile is { } sent)
        {
            _banner = await images.Reencode(sent, PictureForm.Banner, cancellationToken) ?? throw new UnfitImageRefusal("banner_file");
        }
    }

    public async Task<AppearanceAnswer> Handle(UpdateAppearance request, CancellationToken cancellationToken)
    {
        // The lock of the account keeps two first changes apart.
        var account = (await accounts.OwnOrManagedToChange<UpdateAppearance>(request.Uuid, cancellationToken)).Account;
        var appearance = await appearances.Find(new AppearanceOf(account.Id), cancellationToken);
        if (appearance is null)
        {
            appearances.Add(appearance = new AccountAppearance(account.Id, time.GetUtcNow()));
        }

        var changed = appearance.Change(
            request.DashboardBgCustom.Or(appearance.Background), request.Theme ?? appearance.Theme, request.Density ?? appearance.Density, time.GetUtcNow());
        if (_banner is not null || (request.ClearBanner && appearance.Banner is not null))
        {
            files.Remove(appearance.Banner);
            appearance.ShowBanner(_banner is null ? null : await files.Add(_banner, cancellationToken), time.GetUtcNow());
            changed = [.. changed, "dashboard_banner_path"];
        }

        activity.About("user", account.Id, account.Uuid, "Appearance changed", changed);
        return AppearanceAnswer.Of(appearance, account);
    }
}
