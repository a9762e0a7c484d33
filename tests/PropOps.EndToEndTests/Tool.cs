using System.Diagnostics;

namespace PropOps.EndToEndTests;

/// <summary>A program of the front-end developer's: npm, the TypeScript compiler, Node.</summary>
internal static class Tool
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>The checkout that these tests were built from.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>A program of the packages that build/node-tools.sh installs.</summary>
    public static string Of(string name) => Path.Combine(Repository, "build/typescript-client/node_modules/.bin", name);

    /// <returns>what it wrote to its standard output.</returns>
    public static async Task<string> Run(string folder, string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["REDOCLY_TELEMETRY"] = "off", ["PROPOPS_PROGRAM"] = Path.Combine(AppContext.BaseDirectory, "PropOps.WebApi.dll") },
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var complaints = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        Assert.That(process.ExitCode, Is.Zero, $"{Path.GetFileName(program)} {string.Join(' ', arguments)}\n{await output}\n{await complaints}");
        return await output;
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PropOps.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("No PropOps.sln above the tests.");
    }
}
