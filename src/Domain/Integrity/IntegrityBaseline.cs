namespace PropOps.Domain.Integrity;

/// <summary>The files of a build as they were at its first start, and what the latest look at them found.</summary>
public sealed class IntegrityBaseline
{
    public required string Build { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>JSON: path within the program's folder to SHA-256.</summary>
    public required string Files { get; init; }

    public required int FilesCount { get; init; }

    public DateTimeOffset? CheckedAt { get; private set; }

    public int Differences { get; private set; }

    public int DurationMs { get; private set; }

    public void Checked(int differences, TimeSpan duration, DateTimeOffset at) => (Differences, DurationMs, CheckedAt) = (differences, (int)duration.TotalMilliseconds, at);
}
