namespace PropOps.Domain.Kernel;

/// <summary>A rate in hundredths of a percent: 20.00 % is 2000.</summary>
public readonly record struct Percent(int Hundredths)
{
    public decimal ToDecimal() => Hundredths / 100m + 0.00m;

    /// <exception cref="ArgumentException">when <paramref name="rate"/> has more than two decimals.</exception>
    public static Percent FromDecimal(decimal rate)
    {
        var hundredths = rate * 100m;
        return hundredths == decimal.Truncate(hundredths)
            ? new Percent((int)hundredths)
            : throw new ArgumentException("A percentage has two decimals.", nameof(rate));
    }

    public override string ToString() => ToDecimal().ToString(System.Globalization.CultureInfo.InvariantCulture);
}
