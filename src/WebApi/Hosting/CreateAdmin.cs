using System.Text;
using PropOps.Application.Accounts;
using PropOps.Domain.Kernel;
using PropOps.Infrastructure.Configuration;
using PropOps.Infrastructure.Persistence;

namespace PropOps.WebApi.Hosting;

/// <summary><c>--create-admin EMAIL</c>: the first account of an empty database, or a further one where nobody is left who may help (ACC-8).</summary>
internal static class CreateAdmin
{
    public const string Verb = "--create-admin";

    /// <summary>In place of asking for it.</summary>
    private const string PasswordVariable = "PROPOPS_ADMIN_PASSWORD";

    /// <returns>the exit code.</returns>
    /// <exception cref="StartupException">the account cannot be made.</exception>
    public static async Task<int> Run(IServiceProvider services, string? email)
    {
        if (string.IsNullOrEmpty(email))
        {
            throw new StartupException($"{Verb} needs the mail address of the account.");
        }

        await services.GetRequiredService<DatabaseStart>().BeforeServing(CancellationToken.None);
        var password = Environment.GetEnvironmentVariable(PasswordVariable) is { Length: > 0 } given ? given : Ask();
        await using var scope = services.CreateAsyncScope();
        try
        {
            await scope.ServiceProvider.GetRequiredService<FirstAdministrator>().Make(email, password, CancellationToken.None);
        }
        catch (Refusal refusal)
        {
            throw new StartupException($"{refusal.Message}.".Replace("..", ".", StringComparison.Ordinal));
        }

        Console.WriteLine($"{email} may sign in, with the role SysOps.");
        return 0;
    }

    private static string Ask()
    {
        Console.Write("Password: ");
        if (Console.IsInputRedirected)
        {
            return Console.ReadLine() ?? "";
        }

        // Nothing of it is shown.
        var password = new StringBuilder();
        for (var key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key != ConsoleKey.Backspace)
            {
                password.Append(key.KeyChar);
            }
            else if (password.Length > 0)
            {
                password.Length--;
            }
        }

        Console.WriteLine();
        return password.ToString();
    }
}
