using System.Buffers.Binary;
using System.IO.Compression;
using SkiaSharp;

namespace PropOps.ApiTests.Files;

/// <summary>Files as clients send them, in good faith or not.</summary>
internal static class Pictures
{
    /// <summary>The left half red, the right half blue.</summary>
    public static byte[] Png(int width, int height, bool isTransparent = false) => Encode(width, height, SKEncodedImageFormat.Png, isTransparent);

    public static byte[] Jpeg(int width, int height) => Encode(width, height, SKEncodedImageFormat.Jpeg, isTransparent: false);

    public static byte[] WebP(int width, int height) => Encode(width, height, SKEncodedImageFormat.Webp, isTransparent: false);

    /// <summary>A whole PNG of so many black pixels, in a few kilobytes.</summary>
    public static byte[] Bomb(int width, int height)
    {
        using var png = new MemoryStream();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 1;
        Chunk(png, "IHDR"u8, header);
        using (var rows = new MemoryStream())
        {
            using (var packed = new ZLibStream(rows, CompressionLevel.SmallestSize, leaveOpen: true))
            {
                var row = new byte[1 + (width + 7) / 8];
                for (var y = 0; y < height; y++)
                {
                    packed.Write(row);
                }
            }

            Chunk(png, "IDAT"u8, rows.ToArray());
        }

        Chunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    /// <summary>With a camera's words in it and the remark that the picture lies on its side, as phones write it.</summary>
    public static byte[] JpegOnItsSide(int width, int height, string camera)
    {
        var jpeg = Jpeg(width, height);
        var text = System.Text.Encoding.ASCII.GetBytes(camera + "\0");

        // Exif, big-endian: one directory with Make (0x010F) and Orientation (0x0112) = 6.
        byte[] tiff =
        [
            .. "MM\0*"u8, 0, 0, 0, 8, 0, 2,
            0x01, 0x0F, 0, 2, 0, 0, 0, (byte)text.Length, 0, 0, 0, 38,
            0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0,
            0, 0, 0, 0,
            .. text,
        ];
        byte[] exif = [.. "Exif\0\0"u8, .. tiff];
        return [.. jpeg[..2], 0xFF, 0xE1, (byte)((exif.Length + 2) >> 8), (byte)(exif.Length + 2), .. exif, .. jpeg[2..]];
    }

    public static (int Width, int Height, SKEncodedImageFormat Format) Look(byte[] picture)
    {
        using var codec = SKCodec.Create(new MemoryStream(picture));
        return (codec.Info.Width, codec.Info.Height, codec.EncodedFormat);
    }

    public static SKColor PixelAt(byte[] picture, int x, int y)
    {
        using var bitmap = SKBitmap.Decode(picture);
        return bitmap.GetPixel(x, y);
    }

    private static byte[] Encode(int width, int height, SKEncodedImageFormat format, bool isTransparent)
    {
        using var surface = SKSurface.Create(new SKImageInfo(width, height, SKColorType.Rgba8888, isTransparent ? SKAlphaType.Premul : SKAlphaType.Opaque));
        surface.Canvas.Clear(isTransparent ? SKColors.Transparent : SKColors.Blue);
        surface.Canvas.DrawRect(0, 0, width / 2f, height, new SKPaint { Color = SKColors.Red });
        using var data = surface.Snapshot().Encode(format, 95);
        return data.ToArray();
    }

    private static void Chunk(Stream png, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        byte[] content = [.. type, .. data];
        png.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32(content));
        png.Write(number);
    }

    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }
        }

        return ~crc;
    }
}
