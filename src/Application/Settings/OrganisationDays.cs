namespace PropOps.Application.Settings;

/// <summary>Days and midnight are those of the organisation's time zone.</summary>
public sealed class OrganisationDays(ISettings settings, TimeProvider time)
{
    public DateOnly Today => DayOf(time.GetUtcNow());

    private TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(settings.Get(OrganisationSettings.TimeZone));

    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);

    /// <summary>The instant at which a day begins.</summary>
    public DateTimeOffset Start(DateOnly day) => At(day, TimeOnly.MinValue);

    public DateTimeOffset At(DateOnly day, TimeOnly hour)
    {
        var local = day.ToDateTime(hour);
        return new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
