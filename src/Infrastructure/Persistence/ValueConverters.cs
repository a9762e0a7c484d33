using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using PropOps.Domain.Kernel;

namespace PropOps.Infrastructure.Persistence;

internal sealed class MoneyConverter() : ValueConverter<Money, long>(money => money.MinorUnits, minor => new Money(minor));

internal sealed class PercentConverter() : ValueConverter<Percent, int>(percent => percent.Hundredths, hundredths => new Percent(hundredths));

/// <summary>SQLite has no type for an instant: ticks of UTC order and compare as they should.</summary>
internal sealed class UtcTicksConverter() : ValueConverter<DateTimeOffset, long>(
    instant => instant.UtcTicks,
    ticks => new DateTimeOffset(ticks, TimeSpan.Zero));

/// <summary>PostgreSQL takes instants in UTC only.</summary>
internal sealed class UtcConverter() : ValueConverter<DateTimeOffset, DateTimeOffset>(
    instant => instant.ToUniversalTime(),
    instant => instant);
