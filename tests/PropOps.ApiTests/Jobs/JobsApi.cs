using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Hosting;
using PropOps.Domain.Directory;
using PropOps.Domain.Identity;
using PropOps.Infrastructure.Persistence;

namespace PropOps.ApiTests.Jobs;

/// <summary>The steps of stories about jobs.</summary>
public static class JobsApi
{
    public const string Path = "/api/jobs/manage";

    public static object NewJob(long addressId, string title = "Boiler repair") => new
    {
        action = "create", job_title = title, job_description = "No hot water.", priority_id = 2, status_id = 1, job_type_id = 3, address_id = addressId,
    };

    public static async Task<JsonElement> CreateJob(this ApiUser user, object job)
    {
        var answer = await user.Post(Path, job);
        Assert.That(answer.Status, Is.EqualTo(200), answer.Body.ToString());
        return answer.Data;
    }

    public static async Task<JsonElement> UpdateJob(this ApiUser user, JsonElement job, Dictionary<string, object?> changes)
    {
        var answer = await user.Change(job, changes);
        Assert.That(answer.Status, Is.EqualTo(200), answer.Body.ToString());
        return answer.Data;
    }

    public static Task<ApiAnswer> Change(this ApiUser user, JsonElement job, Dictionary<string, object?> changes) =>
        user.Post(Path, new Dictionary<string, object?>(changes) { ["action"] = "update", ["uuid"] = job.Text("uuid") });

    /// <summary>Takes a step of the job's life.</summary>
    public static Task<ApiAnswer> Step(this ApiUser user, JsonElement job, string action, Dictionary<string, object?>? more = null) =>
        user.Post("/api/jobs/transitions", new Dictionary<string, object?>(more ?? []) { ["action"] = action, ["job_uuid"] = job.Text("uuid") });

    /// <summary>The same, which must succeed.</summary>
    public static async Task<JsonElement> Do(this ApiUser user, JsonElement job, string action, Dictionary<string, object?>? more = null)
    {
        var answer = await user.Step(job, action, more);
        Assert.That(answer.Status, Is.EqualTo(200), answer.Body.ToString());
        return answer.Data;
    }

    public static async Task<JsonElement> GetJob(this ApiUser user, JsonElement job)
    {
        var answer = await user.Get($"{Path}?action=get&uuid={job.Text("uuid")}");
        Assert.That(answer.Status, Is.EqualTo(200), answer.Body.ToString());
        return answer.Data;
    }

    /// <summary>The job's row in the list of what the user sees.</summary>
    public static async Task<JsonElement> Listed(this ApiUser user, JsonElement job) =>
        (await user.Get($"{Path}?limit=200")).Data.EnumerateArray().Single(row => row.Text("uuid") == job.Text("uuid"));

    public static string? Text(this JsonElement element, string field) => element.GetProperty(field).ValueKind == JsonValueKind.Null ? null : element.GetProperty(field).ToString();

    /// <summary>Ids of the demo data, by what the tests need of them.</summary>
    public static async Task<DemoIds> Demo(this Installation installation)
    {
        await using var scope = installation.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PropOpsDbContext>();
        var users = await db.Set<User>().ToListAsync();
        var addresses = await db.Set<Address>().OrderBy(address => address.Id).ToListAsync();
        var contractors = await db.Set<Contractor>().OrderBy(contractor => contractor.Id).ToListAsync();
        var tenants = await db.Set<Tenant>().OrderBy(tenant => tenant.Id).ToListAsync();
        return new DemoIds(
            users.ToDictionary(user => user.Email.Split('@')[0], user => user.Id),
            [.. addresses.Select(address => address.Id)],
            [.. contractors.Select(contractor => contractor.Id)],
            [.. tenants.Select(tenant => tenant.Id)],
            [.. addresses.Select(address => address.LandlordId!.Value)]);
    }
}

public sealed record DemoIds(Dictionary<string, long> Accounts, long[] Addresses, long[] Contractors, long[] Tenants, long[] Landlords);
