using Microsoft.EntityFrameworkCore;
using PropOps.Application.Accounts;
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

public sealed record AppearanceAnswer([property: AlsoAtTop] string? DashboardBgCustom, [property: AlsoAtTop] string? DashboardBannerPath, Theme Theme, Density Density)
{
    internal static AppearanceAnswer Of(AccountAppearance appearance, User account) => new(
        appearance.Background,
        appearance.Banner is { } banner ? $"/api/users/appearance?action=banner&uuid={account.Uuid}&v={banner.Edition}" : null,
        appearance.Theme,
        appearance.Density);
}

internal sealed class GetAppearanceHandler(ManagedAccounts accounts, IReadDb db, TimeProvider time) : IHandler<GetAppearance, AppearanceAnswer>
{
    public async Task<AppearanceAnswer> Handle(GetAppearance request, CancellationToken cancellationToken)
    {
        var account = (await accounts.OwnOrManaged<GetAppearance>(request.Uuid, cancellationToken)).Account;
        var appearance = await db.Of<AccountAppearance>().SingleOrDefaultAsync(row => row.UserId == account.Id, cancellationToken);
        return AppearanceAnswer.Of(appearance ?? new AccountAppearance(account.Id, time.GetUtcNow()), account);
    }
}
