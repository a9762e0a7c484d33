using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PropOps.Application.Alerts;
using PropOps.Application.Health;
using PropOps.Application.Persistence;
using PropOps.Domain.Alerts;
using PropOps.Domain.Integrity;

namespace PropOps.Application.Integrity;

/// <summary>The files that the program runs from.</summary>
public interface IProgramFiles
{
    /// <summary>SHA-256 by path within the program's folder; data and logs are none of them.</summary>
    IReadOnlyDictionary<string, string> Hashes();
}

/// <summary>Baselines, in the running transaction.</summary>
public interface IIntegrityBaselines
{
    Task<IntegrityBaseline?> Find(string build, CancellationToken cancellationToken);

    void Add(IntegrityBaseline baseline);
}

/// <summary>Whether the program is as it was when this build was first started (INT-1). No call writes the baseline.</summary>
public sealed class ProgramIntegrity(IProgramFiles files, IIntegrityBaselines baselines, IAlerts alerts, ITransaction transaction, ThisNode node, ThisBuild build, TimeProvider time)
{
    private const string Component = "security";
    private const string Kind = "integrity";
    private const int MostShown = 500;

    public string Build => build.Commit is { } commit ? $"{node.Version}+{commit}" : node.Version;

    /// <summary>At the first start of a build; later ones change nothing.</summary>
    public async Task KeepBaseline(CancellationToken cancellationToken)
    {
        if (await baselines.Find(Build, cancellationToken) is not null)
        {
            return;
        }

        var hashes = files.Hashes();
        await transaction.Run(
            async () =>
            {
                await transaction.FollowOthers($"integrity:{Build}", cancellationToken);
                if (await baselines.Find(Build, cancellationToken) is null)
                {
                    baselines.Add(new IntegrityBaseline { Build = Build, At = time.GetUtcNow(), Files = JsonSerializer.Serialize(hashes), FilesCount = hashes.Count });
                }

                return true;
            },
            cancellationToken);
    }

    public async Task Check(CancellationToken cancellationToken)
    {
        var watch = Stopwatch.GetTimestamp();
        if (await baselines.Find(Build, cancellationToken) is not { } known)
        {
            return;
        }

        var differences = Compare(JsonSerializer.Deserialize<Dictionary<string, string>>(known.Files)!, files.Hashes());
        var took = Stopwatch.GetElapsedTime(watch);
        await transaction.Run(
            async () =>
            {
                (await baselines.Find(Build, cancellationToken))!.Checked(differences.Count, took, time.GetUtcNow());
                return true;
            },
            cancellationToken);
        if (differences.Count == 0)
        {
            await alerts.Resolve(Component, Kind, subject: null, cancellationToken);
            return;
        }

        await alerts.Raise(
            new AlertDraft(Component, Kind, SubjectOf(differences), differences.Count == 1 ? "1 file differs" : $"{differences.Count} files differ", AlertSeverity.Critical)
            {
                Files = [.. differences.Take(MostShown)], Node = node.Name,
            },
            cancellationToken);
    }

    /// <summary>What was added, changed and removed, by path.</summary>
    internal static IReadOnlyList<FileDifference> Compare(IReadOnlyDictionary<string, string> expected, IReadOnlyDictionary<string, string> found) =>
    [
        .. from path in expected.Keys.Union(found.Keys).Order(StringComparer.Ordinal)
           let was = expected.GetValueOrDefault(path)
           let now = found.GetValueOrDefault(path)
           where was != now
           select new FileDifference(path, was is null ? "added" : now is null ? "removed" : "changed", was, now),
    ];

    /// <summary>The same differences are one alert, however often they are found.</summary>
    private static string SubjectOf(IReadOnlyList<FileDifference> differences) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(differences))));
}
