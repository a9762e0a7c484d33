using PropOps.ApiTests.Hosting;

namespace PropOps.ApiTests;

public sealed class HealthTests(Column column) : ApiTest(column)
{
    [Test]
    public async Task A_running_node_is_alive_and_ready()
    {
        var live = await Http.GetAnswer("/api/system/health/live");
        var ready = await Http.GetAnswer("/api/system/health/ready");

        Assert.Multiple(() =>
        {
            Assert.That(live.Status, Is.EqualTo(200));
            Assert.That(live.Data.GetProperty("status").GetString(), Is.EqualTo("alive"));
            Assert.That(ready.Status, Is.EqualTo(200));
            Assert.That(ready.Data.GetProperty("status").GetString(), Is.EqualTo("ready"));
            Assert.That(ready.Body.GetProperty("message").GetString(), Is.EqualTo("Operation completed successfully"));
        });
    }
}
