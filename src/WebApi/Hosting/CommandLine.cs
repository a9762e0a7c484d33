using PropOps.Infrastructure.Configuration;
using PropOps.Infrastructure.Persistence;
using PropOps.WebApi.Documents;
using PropOps.WebApi.Operations;

namespace PropOps.WebApi.Hosting;

/// <summary>What the program was started for: to serve, or to do what one verb says. All else are settings.</summary>
internal sealed class CommandLine(string[] args)
{
    private static readonly (string Verb, Func<CommandLine, IEnumerable<string>, Task<int>> Do)[] Verbs =
    [
        ("--describe", (_, _) => Describe()),
        ("--migrate", (line, _) => line.WithServices(Migrate)),
        (AuditVerification.Verb, (line, days) => line.WithServices(services => AuditVerification.Run(services, days))),
        (AccountUnlocking.Verb, (line, values) => line.WithServices(services => AccountUnlocking.Run(services, values.FirstOrDefault()))),
        (CreateAdmin.Verb, (line, values) => line.WithServices(services => CreateAdmin.Run(services, values.FirstOrDefault()))),
    ];

    /// <returns>the exit code.</returns>
    public async Task<int> Run()
    {
        try
        {
            return await (Array.Find(Verbs, known => args.Contains(known.Verb)) is { Verb: { } verb, Do: { } deed } ? deed(this, ValuesOf(verb)) : Serve());
        }
        catch (StartupException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }

    /// <summary>Without the rest of the program, which would want a database and a key.</summary>
    private static Task<int> Describe()
    {
        Console.WriteLine(ApiDescription.OfOperations(new OperationTable(PropOpsHost.Groups.Select(group => (IEndpoints)Activator.CreateInstance(group)!))).ToJson());
        return Task.FromResult(0);
    }

    private static async Task<int> Migrate(IServiceProvider services)
    {
        var applied = await services.GetRequiredService<DatabaseStart>().Migrate(CancellationToken.None);
        Console.WriteLine($"Applied {applied} migrations.");
        return 0;
    }

    private async Task<int> Serve()
    {
        await using var app = Build();
        await (await app.UsePropOps()).RunAsync();
        return 0;
    }

    private async Task<int> WithServices(Func<IServiceProvider, Task<int>> work)
    {
        await using var app = Build();
        return await work(app.Services);
    }

    // The settings that ship with the program stand beside it, wherever it is started from.
    private WebApplication Build() =>
        WebApplication.CreateBuilder(new WebApplicationOptions { Args = [.. Settings()], ContentRootPath = AppContext.BaseDirectory }).AddPropOps().Build();

    private IEnumerable<string> ValuesOf(string verb) => args.SkipWhile(arg => arg != verb).Skip(1).TakeWhile(arg => !IsOption(arg));

    private static bool IsOption(string arg) => arg.StartsWith("--", StringComparison.Ordinal);

    /// <summary>What is left without the verbs. Of a verb the next setting would be taken for its value.</summary>
    private IEnumerable<string> Settings()
    {
        var isOfVerb = false;
        foreach (var arg in args)
        {
            isOfVerb = Array.Exists(Verbs, known => known.Verb == arg) || (isOfVerb && !IsOption(arg));
            if (!isOfVerb)
            {
                yield return arg;
            }
        }
    }
}
