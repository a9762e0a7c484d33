using PropOps.Application.Identity;
using PropOps.Infrastructure.Configuration;
using PropOps.Infrastructure.Persistence;

namespace PropOps.WebApi.Hosting;

/// <summary><c>--unlock EMAIL</c>: ends every lock of an account, beside the running program.</summary>
internal static class AccountUnlocking
{
    public const string Verb = "--unlock";

    /// <returns>the exit code.</returns>
    /// <exception cref="StartupException">there is no such account.</exception>
    public static async Task<int> Run(IServiceProvider services, string? email)
    {
        if (string.IsNullOrEmpty(email))
        {
            throw new StartupException($"{Verb} needs the mail address of the account.");
        }

        await services.GetRequiredService<DatabaseStart>().BeforeServing(CancellationToken.None);
        await using var scope = services.CreateAsyncScope();
        Console.WriteLine(await scope.ServiceProvider.GetRequiredService<AccountUnlock>().Unlock(email, CancellationToken.None)
            ? "Every lock of the account has ended."
            : throw new StartupException("There is no account with this address."));
        return 0;
    }
}
