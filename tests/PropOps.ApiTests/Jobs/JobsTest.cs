using PropOps.ApiTests.Hosting;

namespace PropOps.ApiTests.Jobs;

/// <summary>A fixture about jobs: the demo is there, everybody of it may sign in, and a coordinator has.</summary>
public abstract class JobsTest(Column column) : ApiTest(column)
{
    protected DemoIds Demo { get; private set; } = null!;

    protected ApiUser Coordinator { get; private set; } = null!;

    protected override IEnumerable<(string Key, string Value)> Settings =>
        [("Demo:Seed", "true"), ("RateLimiting:Multiplier", "1000"), ("Organisation:PortalAccess", "true")];

    protected override async Task Arrange()
    {
        Demo = await Installation.Demo();
        Coordinator = await SignIn("coordinator");
    }

    protected Task<ApiUser> SignIn(string name) => ApiUser.SignIn(Http, name);
}
