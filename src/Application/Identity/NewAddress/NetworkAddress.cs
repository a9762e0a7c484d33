using System.Net;
using System.Net.Sockets;

namespace PropOps.Application.Identity.NewAddress;

/// <summary>The network that an address belongs to, as PIN-1 tells them apart: a /24, of IPv6 a /48.</summary>
public static class NetworkAddress
{
    private const int PrefixOfIPv4 = 24;
    private const int PrefixOfIPv6 = 48;

    /// <returns>empty where the address is none.</returns>
    public static string Of(string? ipAddress)
    {
        if (!IPAddress.TryParse(ipAddress, out var address))
        {
            return "";
        }

        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var prefix = address.AddressFamily == AddressFamily.InterNetworkV6 ? PrefixOfIPv6 : PrefixOfIPv4;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(prefix / 8).Clear();
        return $"{new IPAddress(bytes)}/{prefix}";
    }
}

/// <summary>Networks that accounts are known to use (PIN-1).</summary>
public interface IKnownNetworks
{
    /// <summary>Whether the account signed in from there during the last 90 days.</summary>
    Task<bool> Know(long userId, string? ipAddress, CancellationToken cancellationToken);

    /// <summary>Keeps it, in the running transaction, for 90 days from now.</summary>
    Task Remember(long userId, string? ipAddress, CancellationToken cancellationToken);
}
