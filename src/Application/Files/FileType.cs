namespace PropOps.Application.Files;

/// <summary>The kinds of file that somebody may send, told by their first bytes, never by name or header (FILES-10).</summary>
public enum FileType
{
    Jpeg,
    Png,
    WebP,
    Heic,
    Heif,
}

public static class FileTypes
{
    /// <summary>So many first bytes tell the type; a box of brands is shorter.</summary>
    public const int HeadLength = 512;

    private const int BoxHeader = 8;
    private const int BrandLength = 4;

    public static IReadOnlyList<FileType> Photos { get; } = [FileType.Jpeg, FileType.Png, FileType.WebP, FileType.Heic, FileType.Heif];

    /// <returns>null where it is none of them.</returns>
    public static FileType? Of(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? FileType.Jpeg
        : head.StartsWith((ReadOnlySpan<byte>)[0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n']) ? FileType.Png
        : head.StartsWith("RIFF"u8) && head.Length >= 12 && head[8..12].SequenceEqual("WEBP"u8) ? FileType.WebP
        : OfBrands(head);

    /// <summary>A name may end as its type is written; a phone calls its HEIC a JPEG.</summary>
    public static bool MayBeCalled(this FileType type, string fileName)
    {
        var extension = Path.GetExtension(fileName).ToLowerInvariant();
        return type switch
        {
            FileType.Jpeg => extension is ".jpg" or ".jpeg",
            FileType.Png => extension is ".png",
            FileType.WebP => extension is ".webp",
            _ => extension is ".heic" or ".heif" or ".jpg" or ".jpeg",
        };
    }

    private static FileType? OfBrands(ReadOnlySpan<byte> head)
    {
        if (head.Length < BoxHeader + 2 * BrandLength || !head[4..8].SequenceEqual("ftyp"u8))
        {
            return null;
        }

        var length = (int)Math.Min(System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(head), (uint)head.Length);
        var main = head.Slice(BoxHeader, BrandLength);
        if (IsHeic(main))
        {
            return FileType.Heic;
        }

        if (!main.SequenceEqual("mif1"u8) && !main.SequenceEqual("msf1"u8))
        {
            return null;
        }

        // Behind the main brand and its version stand those that the file is compatible with.
        for (var at = BoxHeader + 2 * BrandLength; at + BrandLength <= length; at += BrandLength)
        {
            if (IsHeic(head.Slice(at, BrandLength)))
            {
                return FileType.Heic;
            }
        }

        return FileType.Heif;
    }

    private static bool IsHeic(ReadOnlySpan<byte> brand) =>
        brand.SequenceEqual("heic"u8) || brand.SequenceEqual("heix"u8) || brand.SequenceEqual("heim"u8) || brand.SequenceEqual("heis"u8);
}
