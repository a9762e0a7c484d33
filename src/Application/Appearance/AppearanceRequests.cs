using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using PropOps.Application.Accounts;
using PropOps.Application.Activity;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;

namespace PropOps.Application.Appearance;

/// <summary>How somebody's front end looks.</summary>
[Permission(Key, OwnExempt = true)]
public sealed record GetAppearance
{
    internal const string Key = "api.users.appearance.manage";

    [Alias("user_uuid", "user_id")]
    public Ref? Uuid { get; init; }
}

/// <summary>Changes how it looks; what is left out stays.</summary>
[Permission(GetAppearance.Key, OwnExempt = true)]
public sealed record UpdateAppearance : ICommand, IValidatableObject
{
    [Alias("user_uuid", "user_id")]
    public Ref? Uuid { get; init; }

    [Text(0, 500)]
    public Patch<string?> DashboardBgCustom { get; init; }

    public Theme? Theme { get; init; }

    public Density? Density { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (DashboardBgCustom.Value is { } background && !CssBackground.IsValid(background))
        {
            yield return new("dashboard_bg_custom must be a colour or a gradient", ["dashboard_bg_custom"]);
        }
    }
}

public sealed record AppearanceAnswer([property: AlsoAtTop] string? DashboardBgCustom, [property: AlsoAtTop] string? DashboardBannerPath, Theme Theme, Density Density)
{
    internal static AppearanceAnswer Of(AccountAppearance appearance) => new(appearance.Background, DashboardBannerPath: null, appearance.Theme, appearance.Density);
}

internal sealed class AppearanceHandler(ManagedAccounts accounts, IReadDb db, IRepository<AccountAppearance> appearances, ActivityDraft activity, TimeProvider time) :
    IHandler<GetAppearance, AppearanceAnswer>,
    IHandler<UpdateAppearance, AppearanceAnswer>
{
    public async Task<AppearanceAnswer> Handle(GetAppearance request, CancellationToken cancellationToken)
    {
        var account = (await accounts.OwnOrManaged<GetAppearance>(request.Uuid, cancellationToken)).Account;
        return AppearanceAnswer.Of(await db.Of<AccountAppearance>().SingleOrDefaultAsync(row => row.UserId == account.Id, cancellationToken) ?? new AccountAppearance(account.Id, time.GetUtcNow()));
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
        activity.About("user", account.Id, account.Uuid, "Appearance changed", changed);
        return AppearanceAnswer.Of(appearance);
    }
}
