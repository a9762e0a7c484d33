namespace PropOps.Benchmarks;

/// <summary>Of the demo, as which everything is measured: staff, who see every job.</summary>
internal static class DemoAccount
{
    public const string Email = "coordinator@demo.propops.test";
    public const string Password = "Demo-Pass-2026!";
}
