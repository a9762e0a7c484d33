using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Hosting;
using PropOps.Application.Persistence;
using PropOps.Infrastructure.Persistence;
using PropOps.Infrastructure.Settings;

namespace PropOps.ApiTests.Jobs;

/// <summary>The steps of stories about visits.</summary>
public static class VisitsApi
{
    public const string VisitsPath = "/api/jobs/visits";

    /// <summary>A day as the organisation counts them, some days from today.</summary>
    public static string Day(int fromToday) =>
        TimeZoneInfo.ConvertTimeBySystemTimeZoneId(DateTime.UtcNow, "Europe/London").AddDays(fromToday).ToString("yyyy-MM-dd");

    public static object Slot(int fromToday, int? timeRange = null) => new { date = Day(fromToday), time_range_id = timeRange };

    public static Task<ApiAnswer> Propose(this ApiUser user, JsonElement job, params object[] slots) =>
        user.Post(VisitsPath, new { action = "propose", job_uuid = job.Text("uuid"), slots });

    /// <summary>Whatever else is done to a visit.</summary>
    public static Task<ApiAnswer> Visit(this ApiUser user, string action, JsonElement visit, Dictionary<string, object?>? more = null) =>
        user.Post(VisitsPath, new Dictionary<string, object?>(more ?? []) { ["action"] = action, ["visit_id"] = visit.Text("uuid") });

    /// <summary>The same, which must succeed.</summary>
    public static async Task<JsonElement> DoVisit(this ApiUser user, string action, JsonElement visit, Dictionary<string, object?>? more = null) =>
        Granted(await user.Visit(action, visit, more));

    public static async Task<JsonElement> Schedule(this ApiUser user, JsonElement job, string? start, Dictionary<string, object?>? more = null) =>
        await user.Do(job, "schedule", new(more ?? []) { ["date_works_start_date"] = start });

    public static async Task<JsonElement[]> VisitsOf(this ApiUser user, JsonElement job) =>
        [.. (await user.GetJob(job)).GetProperty("visits").EnumerateArray()];

    public static JsonElement Granted(this ApiAnswer answer)
    {
        Assert.That(answer.Status, Is.EqualTo(200), answer.Body.ToString());
        return answer.Data;
    }

    /// <summary>Stores a setting as an administrator does.</summary>
    public static async Task Set(this Installation installation, string key, string json)
    {
        await using var scope = installation.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PropOpsDbContext>();
        await scope.ServiceProvider.GetRequiredService<ITransaction>().Run(
            async () =>
            {
                if (await db.Set<SettingRow>().FindAsync(key) is { } stored)
                {
                    stored.Value = json;
                }
                else
                {
                    db.Add(new SettingRow { Key = key, Value = json });
                }

                return true;
            },
            CancellationToken.None);
    }
}
