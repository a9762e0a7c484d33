using PropOps.Domain.Files;
using PropOps.Domain.Kernel;

namespace PropOps.Domain.Identity;

/// <summary>How somebody wants their front end to look. Apart from the account, so that a colour disturbs nobody who knows its name.</summary>
public sealed class AccountAppearance : AggregateRoot
{
    private AccountAppearance()
    {
    }

    public AccountAppearance(long userId, DateTimeOffset at)
    {
        UserId = userId;
        Created(at);
    }

    public long UserId { get; private set; }

    /// <summary>A colour or a gradient, as <see cref="CssBackground"/> takes it; null is the theme's.</summary>
    public string? Background { get; private set; }

    /// <summary>The picture above their dashboard; null is none.</summary>
    public StoredPicture? Banner { get; private set; }

    public Theme Theme { get; private set; } = Theme.System;

    public Density Density { get; private set; } = Density.Comfortable;

    /// <returns>the names of what changed.</returns>
    public IReadOnlyList<string> Change(string? background, Theme theme, Density density, DateTimeOffset at)
    {
        (string Field, bool Differs)[] fields = [("dashboard_bg_custom", background != Background), ("theme", theme != Theme), ("density", density != Density)];
        (Background, Theme, Density) = (background, theme, density);
        if (fields.Any(field => field.Differs))
        {
            Changed(at);
        }

        return [.. fields.Where(field => field.Differs).Select(field => field.Field)];
    }

    public void ShowBanner(StoredPicture? banner, DateTimeOffset at)
    {
        Banner = banner;
        Changed(at);
    }
}

public enum Theme
{
    /// <summary>As the device has it.</summary>
    System,
    Light,
    Dark,
}

public enum Density
{
    Comfortable,
    Compact,
}
