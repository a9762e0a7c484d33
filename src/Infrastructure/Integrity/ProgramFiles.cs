using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PropOps.Application.Integrity;
using PropOps.Domain.Integrity;
using PropOps.Infrastructure.Configuration;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.Integrity;

/// <param name="Root">the folder that the program was started from.</param>
internal sealed record ProgramFolder(string Root)
{
    public static ProgramFolder Ours { get; } = new(AppContext.BaseDirectory);
}

internal sealed class ProgramFiles(ProgramFolder folder, DataFolder data) : IProgramFiles
{
    private static readonly string[] Logs = ["log", "logs"];

    public IReadOnlyDictionary<string, string> Hashes()
    {
        var dataFolder = Path.GetFullPath(data.Folder(""));
        return System.IO.Directory.EnumerateFiles(folder.Root, "*", SearchOption.AllDirectories)
            .Where(file => !Path.GetFullPath(file).StartsWith(dataFolder, StringComparison.Ordinal) && !IsLog(file))
            .ToDictionary(file => Path.GetRelativePath(folder.Root, file).Replace('\\', '/'), HashOf);
    }

    private bool IsLog(string file) =>
        Path.GetExtension(file) == ".log" || Logs.Contains(Path.GetRelativePath(folder.Root, file).Split(Path.DirectorySeparatorChar)[0], StringComparer.OrdinalIgnoreCase);

    private static string HashOf(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}

internal sealed class IntegrityModel : IEntityTypeConfiguration<IntegrityBaseline>
{
    public void Configure(EntityTypeBuilder<IntegrityBaseline> builder)
    {
        builder.ToTable("core_integrity_baselines");
        builder.HasKey(baseline => baseline.Build);
    }
}

internal sealed class IntegrityBaselines(PropOpsDbContext db) : IIntegrityBaselines
{
    public Task<IntegrityBaseline?> Find(string build, CancellationToken cancellationToken) =>
        db.Set<IntegrityBaseline>().SingleOrDefaultAsync(baseline => baseline.Build == build, cancellationToken);

    public void Add(IntegrityBaseline baseline) => db.Add(baseline);
}
