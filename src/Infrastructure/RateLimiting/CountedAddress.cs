using System.Net;
using System.Net.Sockets;

namespace PropOps.Infrastructure.RateLimiting;

/// <summary>The address under which somebody's requests and failures are counted. IPv6 callers own at least a /64, and would have an address for each try.</summary>
internal static class CountedAddress
{
    public static string Of(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.ToString(),
    };

    /// <param name="address">as it is spelled.</param>
    public static string Of(string? address) => Of(IPAddress.TryParse(address, out var parsed) ? parsed : null);
}
