using PropOps.Application.Input;
using PropOps.Domain.Kernel;

namespace PropOps.Application.Files;

/// <summary>
/// Makes our own picture of an image that somebody sent: decoded within bounds (FILES-15), upright, without metadata, and
/// with nothing of the bytes that were sent.
/// </summary>
public interface IImageTool
{
    /// <returns>null where it cannot be decoded or its size is out of limits.</returns>
    Task<Picture?> Reencode(Upload upload, PictureForm form, CancellationToken cancellationToken);

    /// <summary>A stored picture in another size.</summary>
    Task<Picture> Scale(Stream picture, int longestEdge, CancellationToken cancellationToken);
}

/// <param name="Edge">the longest edge; of a square each.</param>
/// <param name="IsSquare">cut to a square around the middle, and enlarged where it is smaller; any other is only made smaller.</param>
public sealed record PictureForm(int Edge, bool IsSquare)
{
    /// <summary>An image may have so many pixels on each side.</summary>
    public const int MinSide = 32;
    public const int MaxSide = 8000;

    public static readonly PictureForm Avatar = new(512, IsSquare: true);

    public static readonly PictureForm Banner = new(1920, IsSquare: false);
}

/// <summary>A picture of ours: JPEG, or PNG where the image has transparency.</summary>
public sealed record Picture(string ContentType, ReadOnlyMemory<byte> Bytes);

/// <summary>400: the image cannot be decoded, or is out of limits.</summary>
public sealed class UnfitImageRefusal(string field)
    : InvalidRefusal(field, $"The image must be between {PictureForm.MinSide} and {PictureForm.MaxSide} pixels on each side");
