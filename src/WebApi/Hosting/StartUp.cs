using PropOps.Application.Integrity;
using PropOps.Infrastructure.Persistence;
using PropOps.WebApi.Demo;
using PropOps.WebApi.Operations;

namespace PropOps.WebApi.Hosting;

/// <summary>Nothing is served before the database fits the program.</summary>
internal sealed class StartUp(DatabaseStart database, OperationTable table, IServiceScopeFactory scopes, IConfiguration configuration)
{
    public async Task Prepare(CancellationToken cancellationToken)
    {
        await database.BeforeServing(cancellationToken);
        await using var scope = scopes.CreateAsyncScope();
        if (configuration.GetValue("Demo:Seed", false))
        {
            await DemoData.AddToEmptyDatabase(scope.ServiceProvider, cancellationToken);
        }

        await scope.ServiceProvider.GetRequiredService<ProgramIntegrity>().KeepBaseline(cancellationToken);
        foreach (var operation in table.Operations)
        {
            // A line without a handler, or with a request that cannot be read, is found now, not by the first client.
            _ = RequestShape.Of(operation.RequestType);
            _ = scope.ServiceProvider.GetRequiredService(operation.HandlerType);
            if (operation.Csv is { } csv)
            {
                _ = scope.ServiceProvider.GetRequiredService(csv.HandlerType);
            }
        }
    }
}
