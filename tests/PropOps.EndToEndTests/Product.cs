using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using PropOps.TestHost;

namespace PropOps.EndToEndTests;

/// <summary>The product as a process of its own on a data folder, with the embedded defaults.</summary>
public sealed partial class Product : IDisposable
{
    private const string Program = "PropOps.WebApi.dll";
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri> _url = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Product(DataFolder data, string[] program, (string Key, string Value)[] settings)
    {
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [Path.Combine(AppContext.BaseDirectory, program[0]), .. program[1..]])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = data.Root,
            Environment =
            {
                ["PROPOPS_DATA"] = data.Root,
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                ["Demo__Seed"] = "true",
                ["Security__MasterKey"] = Convert.ToBase64String(new byte[32]),
                ["Deliveries__RetryDelays"] = "0.2,0.2,0.2",
                ["RateLimiting__Multiplier"] = "100",
            },
        };
        foreach (var (key, value) in settings)
        {
            start.Environment[key] = value;
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Everything that the process wrote.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Where it listens.</summary>
    public Uri Url => _url.Task.Result;

    /// <param name="die">a point of the crash host.</param>
    /// <param name="settings">beside the embedded defaults.</param>
    /// <returns>once it listens.</returns>
    public static Task<Product> Start(DataFolder data, string die, params (string Key, string Value)[] settings) =>
        Begin(data, ["PropOps.TestHost.dll", "crash-host", "--die", die], settings);

    /// <summary>The program itself, as it is shipped.</summary>
    /// <param name="settings">beside the embedded defaults.</param>
    /// <returns>once it listens.</returns>
    public static Task<Product> Run(DataFolder data, params (string Key, string Value)[] settings) => Begin(data, [Program], settings);

    /// <summary>The program on a folder in which it makes everything itself.</summary>
    public static Task<Product> RunFirst(DataFolder data) => Listens(new Product(data, [Program], []));

    /// <summary>The program's verb that brings the database to its version.</summary>
    public static async Task Migrate(DataFolder data, params (string Key, string Value)[] settings)
    {
        var (exitCode, output) = await RunToEnd(data, ["--migrate"], settings);
        Assert.That(exitCode, Is.Zero, output);
    }

    /// <summary>The program where it does not stay: a verb, or a start that is refused.</summary>
    public static async Task<(int ExitCode, string Output)> RunToEnd(DataFolder data, string[] arguments, params (string Key, string Value)[] settings)
    {
        using var product = new Product(data, [Program, .. arguments], settings);
        await product.End();
        return (product._process.ExitCode, product.Output);
    }

    public async Task<ApiSession> SignIn(string name) => await ApiSession.SignIn(await _url.Task, name);

    /// <summary>SIGKILL: nothing is disposed, nothing said.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await Death();
    }

    /// <summary>SIGTERM, as a service manager ends it.</summary>
    /// <returns>the exit code.</returns>
    public async Task<int> Stop()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await End();
        return _process.ExitCode;
    }

    /// <summary>Until it was killed: 128 and SIGKILL's number.</summary>
    public async Task Death()
    {
        await End();
        Assert.That(_process.ExitCode, Is.EqualTo(137), Output);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    /// <summary>Until it has ended and all that it said was heard.</summary>
    private Task End() => _process.WaitForExitAsync().WaitAsync(Eventually.Patience);

    private static async Task<Product> Begin(DataFolder data, string[] program, (string Key, string Value)[] settings)
    {
        if (!settings.Any(setting => setting.Key is "Demo__Seed" or "Database__Provider"))
        {
            await DemoDatabase.CopyTo(data);
        }

        return await Listens(new Product(data, program, settings));
    }

    private static async Task<Product> Listens(Product product)
    {
        var first = await Task.WhenAny(product._url.Task, product._process.WaitForExitAsync(), Task.Delay(Eventually.Patience));
        if (first != product._url.Task)
        {
            product.Dispose();
            Assert.Fail($"It does not listen:\n{product.Output}");
        }

        return product;
    }

    private void Hear(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }

        if (Listening().Match(line ?? "") is { Success: true } match)
        {
            _url.TrySetResult(new Uri(match.Groups[1].Value));
        }
    }

    [GeneratedRegex(@"Now listening on: (http://127\.0\.0\.1:\d+)")]
    private static partial Regex Listening();
}
