using System.Buffers;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.Mail;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace PropOps.TestHost;

/// <summary>
/// A relay that misbehaves when told to. Each mail that it takes becomes a file of the folder, whatever it answers then.
/// What it is told stands on its standard input, one fault a line: how many times, where, and what to answer
/// (<c>2 data 451 4.7.1 Try again later</c>, <c>1 recipient 550 …</c>, <c>1 silence</c>, <c>1 drop</c>).
/// </summary>
internal static class SmtpPeer
{
    public const string Usage = "smtp-peer --port N --folder FOLDER [--certificate FILE.pfx] [--user USER --password PASSWORD]";

    public static async Task<int> Run(string[] args)
    {
        var options = new ConfigurationBuilder().AddCommandLine(args[1..]).Build();
        var behaviour = new PeerBehaviour(options["folder"]!, options["user"], options["password"]);
        var services = new SmtpServer.ComponentModel.ServiceProvider();
        services.Add((IMessageStore)behaviour);
        services.Add((IMailboxFilter)behaviour);
        services.Add((IUserAuthenticator)behaviour);
        var server = new SmtpServer.SmtpServer(
            new SmtpServerOptionsBuilder().ServerName("relay.test").Endpoint(endpoint =>
            {
                endpoint.Port(options.GetValue<int>("port"));
                endpoint.AuthenticationRequired(options["user"] is not null);
                if (options["certificate"] is { } certificate)
                {
                    endpoint.Certificate(X509CertificateLoader.LoadPkcs12FromFile(certificate, null));
                }
                else
                {
                    endpoint.AllowUnsecureAuthentication();
                }
            }).Build(),
            services);
        var running = server.StartAsync(CancellationToken.None);
        Console.WriteLine(SmtpPeerProcess.Ready);
        while (await Console.In.ReadLineAsync() is { } line)
        {
            behaviour.Plan(Fault.Parse(line));
            Console.WriteLine(SmtpPeerProcess.Ready);
        }

        // Whoever started it has gone.
        server.Shutdown();
        await running;
        return 0;
    }
}

internal sealed record Fault(int Times, string Where, SmtpResponse? Answer)
{
    public static Fault Parse(string line)
    {
        var parts = line.Split(' ', 4);
        return new Fault(
            int.Parse(parts[0], CultureInfo.InvariantCulture),
            parts[1],
            parts.Length == 4 ? new SmtpResponse((SmtpReplyCode)int.Parse(parts[2], CultureInfo.InvariantCulture), parts[3]) : null);
    }
}

internal sealed class PeerBehaviour(string folder, string? user, string? password) : MessageStore, IMailboxFilter, IUserAuthenticator
{
    private readonly Lock _lock = new();
    private Fault _fault = new(0, "", null);
    private int _taken;

    public void Plan(Fault fault)
    {
        lock (_lock)
        {
            _fault = fault;
        }
    }

    public Task<bool> AuthenticateAsync(ISessionContext context, string given, string secret, CancellationToken cancellationToken) =>
        Task.FromResult(given == user && secret == password);

    public Task<bool> CanAcceptFromAsync(ISessionContext context, IMailbox from, int size, CancellationToken cancellationToken) => Refused("sender");

    public Task<bool> CanDeliverToAsync(ISessionContext context, IMailbox to, IMailbox from, CancellationToken cancellationToken) => Refused("recipient");

    public override async Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
    {
        if (Due("data") is { } refusal)
        {
            return refusal.Answer!;
        }

        if (Due("silence") is not null)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        var file = Path.Combine(folder, $"{Environment.ProcessId}-{Interlocked.Increment(ref _taken)}.eml");
        await File.WriteAllBytesAsync($"{file}.new", buffer.ToArray(), cancellationToken);
        File.Move($"{file}.new", file);
        if (Due("drop") is not null)
        {
            context.Pipe.Dispose();
        }

        return new SmtpResponse(SmtpReplyCode.Ok, "2.0.0 Queued as 4711");
    }

    private Task<bool> Refused(string where) => Due(where) is { } refusal ? throw new SmtpResponseException(refusal.Answer!) : Task.FromResult(true);

    private Fault? Due(string where)
    {
        lock (_lock)
        {
            if (_fault.Where != where || _fault.Times == 0)
            {
                return null;
            }

            _fault = _fault with { Times = _fault.Times - 1 };
            return _fault;
        }
    }
}
