using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Hosting;
using PropOps.Infrastructure.Persistence;
using PropOps.TestHost;

namespace PropOps.ApiTests.Identity;

/// <summary>Mails with a secret as their reader uses them, and what must not be found of them anywhere else.</summary>
internal static class SecretMail
{
    /// <summary>The mails with this subject to somebody, the first one first, once there are so many.</summary>
    public static Task<IReadOnlyList<Mail>> MailsTo(this Installation installation, string name, string subject, int expected) => Eventually.Get(
        $"{expected} mails '{subject}' to {name}",
        () => Task.FromResult(installation.MailsSoFar(name, subject)),
        mails => mails.Count >= expected);

    public static IReadOnlyList<Mail> MailsSoFar(this Installation installation, string name, string subject) =>
        [.. MailFolder.Read(installation.MailFolder, subject).Where(mail => mail.To == $"{name}@demo.propops.test")];

    /// <summary>The token of the one link in a mail.</summary>
    public static string Token(this Mail mail)
    {
        var after = mail.Text[(mail.Text.IndexOf("token=", StringComparison.Ordinal) + "token=".Length)..];
        return after[..after.AsSpan().IndexOfAny("\r\n ")];
    }

    /// <summary>Every value of every table, those of the job storage too.</summary>
    public static async Task<string> EverythingStored(this Installation installation)
    {
        await using var scope = installation.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PropOpsDbContext>();
        var columns = db.Database.IsNpgsql()
            ? await db.Database.SqlQuery<string>(
                $"SELECT 'SELECT CAST(\"' || column_name || '\" AS text) AS \"Value\" FROM \"' || table_schema || '\".\"' || table_name || '\"' AS \"Value\" FROM information_schema.columns WHERE table_schema NOT IN ('pg_catalog', 'information_schema')").ToListAsync()
            : await db.Database.SqlQuery<string>(
                $"SELECT 'SELECT CAST(\"' || col.name || '\" AS text) AS \"Value\" FROM \"' || tab.name || '\"' AS \"Value\" FROM sqlite_master tab, pragma_table_info(tab.name) col WHERE tab.type = 'table'").ToListAsync();
        var values = new List<string?>();
        foreach (var column in columns)
        {
#pragma warning disable EF1002 // Names of our own tables.
            values.AddRange(await db.Database.SqlQueryRaw<string?>(column).ToListAsync());
#pragma warning restore EF1002
        }

        Assert.That(values, Has.Count.GreaterThan(1000), "it is the whole database");
        return string.Join('\n', values);
    }
}
