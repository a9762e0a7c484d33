using System.Globalization;

namespace PropOps.Benchmarks.Measuring;

/// <summary>One line of the table.</summary>
/// <param name="Aim">of the ratio, or of the value where nothing was measured beside it; null where it is told only.</param>
internal sealed record Measure(string Name, string Unit, double Value, double? Floor, double? Aim, bool AtMost = false)
{
    public double Judged => Floor is { } floor ? Value / floor : Value;

    public bool IsMet => Aim is null || (AtMost ? Judged <= Aim : Judged >= Aim);

    public string TabSeparated => string.Create(
        CultureInfo.InvariantCulture, $"{Name}\t{Value:0.##}\t{(Floor is { } floor ? floor.ToString("0.##", CultureInfo.InvariantCulture) : "")}\t{(Floor is null ? "" : Judged.ToString("0.00", CultureInfo.InvariantCulture))}\t{(Aim is null ? "" : AtMost ? "<= " : ">= ")}{Aim:0.##}");

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Name,-44}{Value,10:0.0} {Unit,-8}{(Floor is { } floor ? floor.ToString("0.0", CultureInfo.InvariantCulture) : ""),10}{(Floor is null ? "" : Judged.ToString("0.00", CultureInfo.InvariantCulture)),8}  {(Aim is null ? "" : AtMost ? "at most" : "at least"),-9}{Aim:0.##}{(IsMet ? "" : "  MISSED")}");
}
