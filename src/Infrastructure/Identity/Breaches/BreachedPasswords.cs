using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PropOps.Application.Identity.Passwords;
using PropOps.Infrastructure.BackgroundJobs;
using PropOps.Infrastructure.Configuration;

namespace PropOps.Infrastructure.Identity.Breaches;

/// <summary>Asks the service where there is one and it answers, else the bundled list (PBR-2).</summary>
internal sealed class BreachedPasswords(BreachService service, CommonPasswords common) : IBreachedPasswords
{
    public async Task<BreachFinding> Look(string password, CancellationToken cancellationToken) =>
        await service.CountOf(password, cancellationToken) is { } count
            ? new BreachFinding(count > 0, count, BreachSource.Online)
            : new BreachFinding(common.Hold(password), Count: null, BreachSource.Offline);
}

internal static class BreachedPasswordsSetup
{
    private const string UrlKey = "Security:BreachService:Url";

    // A little less than the three seconds within which the answer comes.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2.5);
    private const int LongestAnswer = 1024 * 1024;

    public static IServiceCollection AddBreachedPasswords(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new BreachServiceAddress(UrlOf(configuration)));
        services.AddHttpClient(BreachService.ClientName, client =>
            {
                client.Timeout = Patience;
                client.MaxResponseContentBufferSize = LongestAnswer;
                client.DefaultRequestHeaders.UserAgent.ParseAdd("PropOps");
                client.DefaultRequestHeaders.Add("Add-Padding", "true");
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
            // They would write the address, and so a part of the hash.
            .RemoveAllLoggers();
        services.AddSingleton<BreachService>().AddSingleton<CommonPasswords>().AddSingleton<IBreachedPasswords, BreachedPasswords>();
        services.AddScheduledTask(typeof(ForgetOldFindings));
        return services;
    }

    private static Uri? UrlOf(IConfiguration configuration) => configuration[UrlKey] switch
    {
        null or "" => null,
        var text when Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var url) && url.Scheme is "http" or "https" => url,
        _ => throw new StartupException("Security__BreachService__Url must be an address, as https://api.pwnedpasswords.com/range."),
    };
}
