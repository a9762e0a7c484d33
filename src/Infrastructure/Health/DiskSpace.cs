using Microsoft.Data.Sqlite;
using PropOps.Application.Alerts;
using PropOps.Application.Health;
using PropOps.Domain.Alerts;
using PropOps.Infrastructure.Configuration;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.Health;

/// <summary>Room where the data folder is, and the embedded database, which may lie elsewhere: the smaller one counts.</summary>
internal sealed class DiskSpace(DataFolder data, DatabaseOptions database)
{
    private const int LowPercent = 10;
    private const int EndPercent = 2;

    public int FreePercent() => Folders().Min(folder =>
    {
        var drive = new DriveInfo(folder);
        return (int)(100 * drive.AvailableFreeSpace / Math.Max(1, drive.TotalSize));
    });

    public static bool IsLow(int percent) => percent < LowPercent;

    public static bool IsAtItsEnd(int percent) => percent < EndPercent;

    private IEnumerable<string> Folders()
    {
        yield return data.Folder("");
        if (database.Provider == DatabaseProvider.Sqlite
            && Path.GetDirectoryName(Path.GetFullPath(new SqliteConnectionStringBuilder(database.ConnectionString).DataSource)) is { } folder)
        {
            yield return folder;
        }
    }
}

internal sealed class DiskHealth(DiskSpace space) : IHealthSource
{
    public HealthComponentName Component => HealthComponentName.Disk;

    public Task<HealthFinding> Check(CancellationToken cancellationToken) => Task.FromResult(Of(space.FreePercent()));

    public static HealthFinding Of(int percent)
    {
        var detail = $"{percent} % free";
        return DiskSpace.IsAtItsEnd(percent) ? HealthFinding.Unhealthy(detail)
            : DiskSpace.IsLow(percent) ? HealthFinding.Degraded(detail)
            : HealthFinding.Healthy(detail);
    }
}

internal sealed class DiskAlarm(DiskSpace space, ThisNode node) : IAlarm
{
    public Task<IReadOnlyList<Alarm>> Look(CancellationToken cancellationToken) => Task.FromResult(Of(space.FreePercent(), node.Name));

    public static IReadOnlyList<Alarm> Of(int percent, string node) => DiskSpace.IsLow(percent)
        ? [new Alarm(new AlertDraft("disk", "low", node, $"{percent} % free", AlertSeverity.Warning) { Node = node })]
        : [];
}
