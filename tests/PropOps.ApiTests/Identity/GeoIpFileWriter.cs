using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace PropOps.ApiTests.Identity;

/// <summary>Writes a small MMDB file of IPv4 networks (MaxMind DB 2.0: a tree by the bits of the address, then the data, then what the file says of itself).</summary>
internal sealed class GeoIpFileWriter
{
    private const int Nothing = -1;
    private readonly List<int[]> _nodes = [[Nothing, Nothing]];
    private readonly List<(int Node, int Side, int Offset)> _leaves = [];
    private readonly List<byte> _data = [];

    public void Add(string network, string code, string country, string? city)
    {
        var parsed = IPNetwork.Parse(network);
        var (address, node) = (BinaryPrimitives.ReadUInt32BigEndian(parsed.BaseAddress.GetAddressBytes()), 0);
        for (var bit = 0; bit < parsed.PrefixLength - 1; bit++)
        {
            var side = Side(address, bit);
            if (_nodes[node][side] == Nothing)
            {
                _nodes[node][side] = _nodes.Count;
                _nodes.Add([Nothing, Nothing]);
            }

            node = _nodes[node][side];
        }

        _leaves.Add((node, Side(address, parsed.PrefixLength - 1), _data.Count));
        var place = new Dictionary<string, object> { ["country"] = new Dictionary<string, object> { ["iso_code"] = code, ["names"] = new Dictionary<string, object> { ["en"] = country } } };
        if (city is not null)
        {
            place["city"] = new Dictionary<string, object> { ["names"] = new Dictionary<string, object> { ["en"] = city } };
        }

        using var written = new MemoryStream();
        Write(written, place);
        _data.AddRange(written.ToArray());
    }

    public void Save(string path)
    {
        using var file = File.Create(path);
        foreach (var (node, side, offset) in _leaves)
        {
            _nodes[node][side] = _nodes.Count + 16 + offset;
        }

        foreach (var record in _nodes.SelectMany(node => node))
        {
            var value = record == Nothing ? _nodes.Count : record;
            file.Write([(byte)(value >> 16), (byte)(value >> 8), (byte)value]);
        }

        file.Write(new byte[16]);
        file.Write(_data.ToArray());
        file.Write([0xAB, 0xCD, 0xEF, .. "MaxMind.com"u8]);
        Write(file, new Dictionary<string, object>
        {
            ["node_count"] = (uint)_nodes.Count, ["record_size"] = (ushort)24, ["ip_version"] = (ushort)4, ["database_type"] = "Test-City", ["languages"] = new object[] { "en" },
            ["binary_format_major_version"] = (ushort)2, ["binary_format_minor_version"] = (ushort)0, ["build_epoch"] = 1_790_000_000UL, ["description"] = new Dictionary<string, object> { ["en"] = "Test" },
        });
    }

    private static int Side(uint address, int bit) => (int)(address >> (31 - bit)) & 1;

    private static void Write(Stream to, object value)
    {
        switch (value)
        {
            case string text:
                Head(to, 2, Encoding.UTF8.GetByteCount(text));
                to.Write(Encoding.UTF8.GetBytes(text));
                break;
            case ushort number:
                Number(to, 5, number);
                break;
            case uint number:
                Number(to, 6, number);
                break;
            case ulong number:
                Number(to, 9, number);
                break;
            case object[] items:
                Head(to, 11, items.Length);
                Array.ForEach(items, item => Write(to, item));
                break;
            case Dictionary<string, object> map:
                Head(to, 7, map.Count);
                foreach (var (key, item) in map)
                {
                    Write(to, key);
                    Write(to, item);
                }

                break;
        }
    }

    private static void Number(Stream to, int type, ulong number)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, number);
        var shortest = bytes.SkipWhile(digit => digit == 0).ToArray();
        Head(to, type, shortest.Length);
        to.Write(shortest);
    }

    /// <summary>Nothing here is longer than 28, up to which the length stands in the first byte.</summary>
    private static void Head(Stream to, int type, int length) => to.Write(type < 8 ? [(byte)((type << 5) | length)] : [(byte)length, (byte)(type - 7)]);
}
