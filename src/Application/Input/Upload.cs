using PropOps.Application.Files;

namespace PropOps.Application.Input;

/// <summary>A file that came with a request: counted, hashed and looked at while it came in. Its bytes are gone when the request ends.</summary>
/// <param name="fileName">the client's, without its folders; good for being shown and for its ending, never for a path.</param>
/// <param name="type">by its first bytes; null is none that we know.</param>
public sealed class Upload(string fileName, FileType? type, long size, string sha256, Stream bytes) : IDisposable
{
    public string FileName { get; } = fileName;

    public FileType? Type { get; } = type;

    public long Size { get; } = size;

    public string Sha256 { get; } = sha256;

    /// <summary>The bytes from the first on.</summary>
    public Stream Open()
    {
        bytes.Position = 0;
        return bytes;
    }

    public void Dispose() => bytes.Dispose();
}

/// <summary>What a file of a request is sent for, and so what may be sent.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SentAsAttribute(UploadKind kind) : Attribute
{
    public UploadRule Rule { get; } = UploadRule.Of(kind);
}
