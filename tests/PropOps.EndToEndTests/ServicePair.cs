using System.Diagnostics;
using System.Text.RegularExpressions;

namespace PropOps.EndToEndTests;

/// <summary>A PostgreSQL and a Redis of one test's own, by <c>build/services.sh</c>: this one may be taken down.</summary>
public sealed partial class ServicePair : IDisposable
{
    public const string Postgres = "PROPOPS_TEST_POSTGRES";
    public const string Redis = "PROPOPS_TEST_REDIS";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("propops-services-");
    private readonly Dictionary<string, string> _variables;

    public ServicePair()
    {
        Script("start");
        _variables = Variable().Matches(Script("status")).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
    }

    /// <summary>It goes with its server.</summary>
    public Task<ProductionDatabase> CreateDatabase() => ProductionDatabase.Create(_variables[Postgres], _variables[Redis]);

    /// <summary>As a crash does it.</summary>
    public void PostgresDown() => Script("postgres-down");

    public void PostgresUp() => Script("postgres-up");

    public void Dispose()
    {
        Script("stop");
        if (_folder.Exists)
        {
            _folder.Delete(recursive: true);
        }
    }

    private string Script(string verb)
    {
        // The servers it starts would hold pipes open, so what it says goes through a file.
        var said = Path.GetTempFileName();
        try
        {
            using var script = Process.Start(new ProcessStartInfo("bash", ["-c", $"'{FindScript()}' {verb} >'{said}' 2>&1 </dev/null"]) { Environment = { ["PROPOPS_SERVICES"] = _folder.FullName } })!;
            script.WaitForExit();
            return script.ExitCode == 0 ? File.ReadAllText(said) : throw new InvalidOperationException($"services.sh {verb}: {File.ReadAllText(said)}");
        }
        finally
        {
            File.Delete(said);
        }
    }

    private static string FindScript()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Path.Combine(folder.FullName, "build", "services.sh") is var script && File.Exists(script))
            {
                return script;
            }
        }

        throw new InvalidOperationException("build/services.sh is not above the tests.");
    }

    [GeneratedRegex("^export ([A-Z_]+)=\"(.*)\"$", RegexOptions.Multiline)]
    private static partial Regex Variable();
}
