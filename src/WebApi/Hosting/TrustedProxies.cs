using Microsoft.AspNetCore.HttpOverrides;
using PropOps.Infrastructure.Configuration;

namespace PropOps.WebApi.Hosting;

/// <summary>
/// Who a caller is behind proxies (RL-3): forwarding headers are believed only of the networks in
/// <c>Security__TrustedProxies</c>, from the right; the first address that is none of them is the client.
/// </summary>
internal static class TrustedProxies
{
    private const string Key = "Security:TrustedProxies";

    public static IApplicationBuilder UseTrustedProxies(this IApplicationBuilder app, IConfiguration configuration)
    {
        var networks = Networks(configuration);
        if (networks.Count == 0)
        {
            return app;
        }

        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in networks)
        {
            options.KnownIPNetworks.Add(network);
        }

        return app.UseForwardedHeaders(options);
    }

    private static List<System.Net.IPNetwork> Networks(IConfiguration configuration) =>
    [
        .. ConfiguredList.Of(configuration, Key)
            .Select(text => System.Net.IPNetwork.TryParse(text, out var network) ? network : throw new StartupException("Security__TrustedProxies must be networks, as 10.0.0.0/8, with commas between them.")),
    ];
}
