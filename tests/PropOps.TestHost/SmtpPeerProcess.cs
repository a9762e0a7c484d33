using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using MimeKit;

namespace PropOps.TestHost;

/// <summary>The relay of a test, as a process of its own. It can be taken down and up again on the same port.</summary>
public sealed class SmtpPeerProcess : IDisposable
{
    internal const string Ready = "ready";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("propops-relay-");
    private readonly string[] _options;
    private Process? _process;

    /// <param name="options">further ones of the verb.</param>
    public SmtpPeerProcess(params string[] options)
    {
        _options = options;
        Port = FreePort();
        Up();
    }

    public int Port { get; }

    /// <summary>The mails that it took, oldest first.</summary>
    public IReadOnlyList<MimeMessage> Mails => [.. _folder.GetFiles("*.eml").OrderBy(file => file.LastWriteTimeUtc).Select(file => MimeMessage.Load(file.FullName))];

    public void Up()
    {
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "PropOps.TestHost.dll"), "smtp-peer", "--port", $"{Port}", "--folder", _folder.FullName, .. _options])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start)!;
        AwaitReady();
        AwaitPort();
    }

    public void Down()
    {
        _process!.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    /// <summary>In place of the fault before it: see the verb.</summary>
    public void Fault(string line)
    {
        _process!.StandardInput.WriteLine(line);
        AwaitReady();
    }

    public void Dispose()
    {
        Down();
        _folder.Delete(recursive: true);
    }

    private void AwaitReady()
    {
        if (_process!.StandardOutput.ReadLine() != Ready)
        {
            throw new InvalidOperationException("The relay of the tests did not start, or did not understand.");
        }
    }

    private void AwaitPort()
    {
        for (var waited = Stopwatch.StartNew(); ; Thread.Sleep(20))
        {
            try
            {
                using var client = new TcpClient();
                client.Connect(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException) when (waited.Elapsed < TimeSpan.FromSeconds(60))
            {
                // Not yet.
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
