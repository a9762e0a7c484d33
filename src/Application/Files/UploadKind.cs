namespace PropOps.Application.Files;

/// <summary>What a file is sent for. What may be sent then stands in the contract's table `upload_kinds`.</summary>
public enum UploadKind
{
    Avatar,
    Banner,
}

/// <summary>One row of that table.</summary>
public sealed record UploadRule(int MaxMegabytes, IReadOnlyList<FileType> Types)
{
    public const int Megabyte = 1024 * 1024;

    public long MaxBytes => (long)MaxMegabytes * Megabyte;

    /// <summary>As it stands in refusals.</summary>
    public string Limit => $"{MaxMegabytes} MB";

    public static UploadRule Of(UploadKind kind) => kind switch
    {
        UploadKind.Avatar or UploadKind.Banner => new UploadRule(5, FileTypes.Photos),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such row"),
    };

    public bool Takes(Input.Upload upload) => upload.Type is { } type && Types.Contains(type) && type.MayBeCalled(upload.FileName);
}
