using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Hosting;
using PropOps.Infrastructure.Persistence;

namespace PropOps.ApiTests.Identity;

/// <summary>What a test changes or looks up behind the product's back, such as the time that has passed.</summary>
internal static class InstallationDatabase
{
    public static async Task<T> InDatabase<T>(this Installation installation, Func<PropOpsDbContext, Task<T>> work)
    {
        await using var scope = installation.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<PropOpsDbContext>());
    }

    public static long UserId(this ApiAnswer session) => session.Data.GetProperty("user").GetProperty("ID").GetInt64();
}
