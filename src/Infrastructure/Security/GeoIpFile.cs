using System.Net;
using MaxMind.Db;
using PropOps.Application.Security;
using PropOps.Infrastructure.Configuration;

namespace PropOps.Infrastructure.Security;

/// <summary>An MMDB file of countries or cities (<c>Security__GeoIpFile</c>). Without it no place is known; nobody outside is asked.</summary>
internal sealed class GeoIpFile : IPlaces, IDisposable
{
    private readonly Reader? _reader;

    private GeoIpFile(Reader? reader) => _reader = reader;

    /// <exception cref="StartupException">the file is not there, or is none.</exception>
    public static GeoIpFile Open(string? path)
    {
        try
        {
            return new GeoIpFile(string.IsNullOrEmpty(path) ? null : new Reader(path, FileAccessMode.MemoryMapped));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDatabaseException)
        {
            throw new StartupException("Security__GeoIpFile cannot be read.");
        }
    }

    public Place? Find(string? ipAddress)
    {
        if (_reader is null || !IPAddress.TryParse(ipAddress, out var address))
        {
            return null;
        }

        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var isIn = _reader.Metadata.IPVersion == 6 || address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork;
        if (!isIn || _reader.Find<Dictionary<string, object>>(address) is not { } found
            || found.GetValueOrDefault("country") is not Dictionary<string, object> country || country.GetValueOrDefault("iso_code") is not string code)
        {
            return null;
        }

        var names = new[] { NameOf(found.GetValueOrDefault("city")), NameOf(country) ?? code };
        return new Place(code, string.Join(", ", names.OfType<string>()));
    }

    public void Dispose() => _reader?.Dispose();

    private static string? NameOf(object? record) =>
        record is Dictionary<string, object> fields && fields.GetValueOrDefault("names") is Dictionary<string, object> names ? names.GetValueOrDefault("en") as string : null;
}
