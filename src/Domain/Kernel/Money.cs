namespace PropOps.Domain.Kernel;

/// <summary>
/// An amount in the organisation's currency, counted in its minor unit (pence, cents), so that sums are exact.
/// The currency itself stands on the document that is issued; it cannot change after the first one (finance.currency).
/// </summary>
public readonly record struct Money(long MinorUnits) : IComparable<Money>
{
    /// <summary>The amount as a decimal with exactly two places, as the wire shows it.</summary>
    public decimal ToDecimal() => MinorUnits / 100m + 0.00m;

    /// <exception cref="ArgumentException">when <paramref name="amount"/> has more than two decimals.</exception>
    public static Money FromDecimal(decimal amount)
    {
        var minor = amount * 100m;
        return minor == decimal.Truncate(minor)
            ? new Money((long)minor)
            : throw new ArgumentException("Money has two decimals.", nameof(amount));
    }

    public static Money operator +(Money left, Money right) => new(checked(left.MinorUnits + right.MinorUnits));

    public static Money operator -(Money left, Money right) => new(checked(left.MinorUnits - right.MinorUnits));

    /// <summary>The share of this amount, rounded half away from zero to the minor unit.</summary>
    public Money Share(Percent percent) =>
        new((long)Math.Round(MinorUnits * (decimal)percent.Hundredths / 10_000m, MidpointRounding.AwayFromZero));

    public int CompareTo(Money other) => MinorUnits.CompareTo(other.MinorUnits);

    public static bool operator <(Money left, Money right) => left.MinorUnits < right.MinorUnits;

    public static bool operator >(Money left, Money right) => left.MinorUnits > right.MinorUnits;

    public static bool operator <=(Money left, Money right) => left.MinorUnits <= right.MinorUnits;

    public static bool operator >=(Money left, Money right) => left.MinorUnits >= right.MinorUnits;

    public override string ToString() => ToDecimal().ToString(System.Globalization.CultureInfo.InvariantCulture);
}
