using System.Globalization;
using PropOps.Application.Activity;
using PropOps.Infrastructure.Configuration;
using PropOps.Infrastructure.Persistence;

namespace PropOps.WebApi.Hosting;

/// <summary><c>--verify-audit [FROM [TO]]</c>: is the activity log as it was written? Days, as 2026-03-15.</summary>
internal static class AuditVerification
{
    public const string Verb = "--verify-audit";

    /// <returns>the exit code.</returns>
    public static async Task<int> Run(IServiceProvider services, IEnumerable<string> range)
    {
        await services.GetRequiredService<DatabaseStart>().BeforeServing(CancellationToken.None);
        var days = range.Select(Day).ToList();
        await using var scope = services.CreateAsyncScope();
        var report = await scope.ServiceProvider.GetRequiredService<AuditChain>().Verify(days.ElementAtOrDefault(0), days.ElementAtOrDefault(1), CancellationToken.None);
        if (report.Fault is { } fault)
        {
            await Console.Error.WriteLineAsync(fault);
            return 1;
        }

        Console.WriteLine($"{report.Rows} rows checked; the head is row {report.Head.Number} with {Convert.ToHexStringLower(report.Head.Hash)}.");
        return 0;
    }

    private static DateOnly? Day(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        ? day
        : throw new StartupException($"{Verb} takes days as 2026-03-15.");
}
