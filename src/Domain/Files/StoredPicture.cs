namespace PropOps.Domain.Files;

/// <summary>A picture that we made of one that was sent, as a record holds it: its name in the file store, and what it is.</summary>
/// <param name="Sha256">of the bytes that are stored, 64 hex digits.</param>
public sealed record StoredPicture(Guid FileId, string ContentType, string Sha256)
{
    /// <summary>Stands in the picture's address, so that a cache never shows the one before.</summary>
    public string Edition => Sha256[..12];
}
