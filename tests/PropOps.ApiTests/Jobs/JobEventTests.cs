using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Hosting;
using PropOps.Domain.Activity;
using PropOps.Infrastructure.Outbox;
using PropOps.Infrastructure.Persistence;

namespace PropOps.ApiTests.Jobs;

public sealed class JobEventTests(Column column) : ApiTest(column)
{
    protected override IEnumerable<(string Key, string Value)> Settings => [("Demo:Seed", "true"), ("RateLimiting:Multiplier", "100")];

    [Test]
    public async Task Events_of_a_job_stand_in_the_outbox_in_the_order_in_which_they_happened()
    {
        var demo = await Installation.Demo();
        var coordinator = await ApiUser.SignIn(Http, "coordinator");
        var job = await coordinator.CreateJob(JobsApi.NewJob(demo.Addresses[0]));
        await coordinator.UpdateJob(job, new() { ["contractor_id"] = demo.Contractors[0], ["accepted"] = true });
        await coordinator.UpdateJob(job, new() { ["job_title"] = "Boiler replacement", ["contractor_id"] = demo.Contractors[1] });

        await using var scope = Installation.Services.CreateAsyncScope();
        var events = await scope.ServiceProvider.GetRequiredService<PropOpsDbContext>().Set<OutboxRow>()
            .Where(row => row.OrderingKey == "job:" + job.Text("uuid")).OrderBy(row => row.Sequence).ToListAsync();

        Assert.That(events.Select(row => row.Type), Is.EqualTo(new[]
        {
            "job.created", "job.assigned", "job.status_changed", "job.updated", "job.unassigned", "job.assigned", "job.status_changed",
        }));
        using var updated = JsonDocument.Parse(events[3].Data);
        Assert.That(updated.RootElement.GetProperty("changed_fields").EnumerateArray().Select(field => field.GetString()), Is.EqualTo(new[] { "job_title" }));
        Assert.That(updated.RootElement.GetProperty("customer_facing").GetBoolean(), Is.True);
        Assert.That(events[0].Actor, Does.Contain("\"kind\":\"user\"").And.Contains("Staff"));
    }

    [Test]
    public async Task AUD_1_every_change_leaves_one_activity_row_and_a_refused_one_none()
    {
        var demo = await Installation.Demo();
        var coordinator = await ApiUser.SignIn(Http, "director");
        var job = await coordinator.CreateJob(JobsApi.NewJob(demo.Addresses[1]));
        await coordinator.UpdateJob(job, new() { ["cost_code"] = "K-1" });
        await coordinator.Change(job, new() { ["cost_code"] = "K-2", ["version"] = 99 });
        await Http.PostAnswer("/api/auth/logout", new { });

        await using var scope = Installation.Services.CreateAsyncScope();
        var rows = await scope.ServiceProvider.GetRequiredService<PropOpsDbContext>().Set<ActivityRow>().OrderBy(row => row.Id).ToListAsync();
        var aboutJob = rows.Where(row => row.JobUuid.ToString() == job.Text("uuid")).ToList();

        Assert.That(aboutJob.Select(row => row.Action), Is.EqualTo(new[] { "job.created", "job.updated" }));
        Assert.That(aboutJob[1].Details, Does.Contain("cost_code").And.Not.Contains("K-1"));
        Assert.That(rows.Select(row => row.Action), Has.None.EqualTo("auth.logout.own_session"), "signing out without a session does nothing");
    }
}
