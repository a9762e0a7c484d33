using PropOps.Application.Settings;

namespace PropOps.Jobs.Application.Jobs;

/// <summary>Days and midnight are those of the organisation's time zone.</summary>
internal sealed class LocalDays(ISettings settings, TimeProvider time)
{
    private TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(settings.Get(OrganisationSettings.TimeZone));

    public DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), Zone).DateTime);

    /// <summary>The instant at which a day begins.</summary>
    public DateTimeOffset Start(DateOnly day) => At(day, TimeOnly.MinValue);

    public DateTimeOffset At(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        return new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
