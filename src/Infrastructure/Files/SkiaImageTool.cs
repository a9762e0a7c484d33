using PropOps.Application.Files;
using PropOps.Application.Input;
using SkiaSharp;

namespace PropOps.Infrastructure.Files;

internal sealed class SkiaImageTool(HeifConverter heif) : IImageTool, IDisposable
{
    private const long MostPixels = 50_000_000;
    private const int Quality = 88;

    /// <summary>An image of 48 megapixels takes half a gigabyte while it is decoded.</summary>
    private readonly SemaphoreSlim _turns = new(2);

    public async Task<Picture?> Reencode(Upload upload, PictureForm form, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        try
        {
            if (upload.Type is not (FileType.Heic or FileType.Heif))
            {
                return await Task.Run(() => Make(upload.Open(), FormatOf(upload.Type), form), cancellationToken);
            }

            using var jpeg = await heif.ToJpeg(upload.Open(), cancellationToken);
            return jpeg is null ? null : await Task.Run(() => Make(jpeg, SKEncodedImageFormat.Jpeg, form), cancellationToken);
        }
        finally
        {
            _turns.Release();
        }
    }

    public async Task<Picture> Scale(Stream picture, int longestEdge, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await picture.CopyToAsync(bytes, cancellationToken);
        bytes.Position = 0;
        using var codec = SKCodec.Create(bytes);
        return Make(codec, new PictureForm(longestEdge, IsSquare: false)) ?? throw new InvalidDataException("A picture of ours cannot be decoded.");
    }

    public void Dispose() => _turns.Dispose();

    private static SKEncodedImageFormat? FormatOf(FileType? type) => type switch
    {
        FileType.Jpeg => SKEncodedImageFormat.Jpeg,
        FileType.Png => SKEncodedImageFormat.Png,
        FileType.WebP => SKEncodedImageFormat.Webp,
        _ => null,
    };

    private static Picture? Make(Stream image, SKEncodedImageFormat? format, PictureForm form)
    {
        using var codec = SKCodec.Create(image);

        // The header is asked before anything is decoded: 30000 × 30000 pixels fit into 100 KB.
        return codec is not null && codec.EncodedFormat == format && IsWithinLimits(codec.Info.Width, codec.Info.Height) ? Make(codec, form) : null;
    }

    private static bool IsWithinLimits(int width, int height) =>
        width is >= PictureForm.MinSide and <= PictureForm.MaxSide && height is >= PictureForm.MinSide and <= PictureForm.MaxSide && (long)width * height <= MostPixels;

    private static Picture? Make(SKCodec codec, PictureForm form)
    {
        using var decoded = Decode(codec, form);
        if (decoded is null)
        {
            return null;
        }

        var isTurned = codec.EncodedOrigin >= SKEncodedOrigin.LeftTop;
        var (width, height) = isTurned ? (decoded.Height, decoded.Width) : (decoded.Width, decoded.Height);
        var scale = form.IsSquare ? (float)form.Edge / Math.Min(width, height) : Math.Min(1, (float)form.Edge / Math.Max(width, height));
        var (outWidth, outHeight) = form.IsSquare ? (form.Edge, form.Edge) : (Math.Max(1, (int)MathF.Round(width * scale)), Math.Max(1, (int)MathF.Round(height * scale)));

        var isOpaque = decoded.AlphaType == SKAlphaType.Opaque;
        using var surface = SKSurface.Create(new SKImageInfo(outWidth, outHeight, SKColorType.Rgba8888, isOpaque ? SKAlphaType.Opaque : SKAlphaType.Premul, SKColorSpace.CreateSrgb()));
        var canvas = surface.Canvas;
        canvas.Translate((outWidth - width * scale) / 2, (outHeight - height * scale) / 2);
        canvas.Scale(scale);
        canvas.Concat(Upright(codec.EncodedOrigin, width, height));
        using var source = SKImage.FromBitmap(decoded);
        canvas.DrawImage(source, 0, 0, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        using var picture = surface.Snapshot();
        using var encoded = picture.Encode(isOpaque ? SKEncodedImageFormat.Jpeg : SKEncodedImageFormat.Png, Quality);
        return encoded is null ? null : new Picture(isOpaque ? "image/jpeg" : "image/png", encoded.ToArray());
    }

    /// <returns>null where anything is wrong with it, a missing end included.</returns>
    private static SKBitmap? Decode(SKCodec codec, PictureForm form)
    {
        var shorter = Math.Min(codec.Info.Width, codec.Info.Height);
        var edge = form.IsSquare ? shorter : Math.Max(codec.Info.Width, codec.Info.Height);

        // JPEG and WebP can be decoded smaller at once, which saves most of the time and memory.
        var size = codec.GetScaledDimensions(Math.Min(1, (float)form.Edge / edge));
        var isSmaller = form.IsSquare ? Math.Min(size.Width, size.Height) < Math.Min(form.Edge, shorter) : Math.Max(size.Width, size.Height) < Math.Min(form.Edge, edge);
        var (width, height) = isSmaller ? (codec.Info.Width, codec.Info.Height) : (size.Width, size.Height);
        var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, codec.Info.AlphaType == SKAlphaType.Opaque ? SKAlphaType.Opaque : SKAlphaType.Premul, SKColorSpace.CreateSrgb()));
        if (codec.GetPixels(bitmap.Info, bitmap.GetPixels()) == SKCodecResult.Success)
        {
            return bitmap;
        }

        bitmap.Dispose();
        return null;
    }

    /// <summary>From how the camera held it to how it was meant, in a picture of this size.</summary>
    private static SKMatrix Upright(SKEncodedOrigin origin, float width, float height) => origin switch
    {
        SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, width, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, width, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new SKMatrix(0, -1, width, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, width, -1, 0, height, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new SKMatrix(0, 1, 0, -1, 0, height, 0, 0, 1),
        _ => SKMatrix.Identity,
    };
}
