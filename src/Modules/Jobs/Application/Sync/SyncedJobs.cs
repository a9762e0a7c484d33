using PropOps.Application.Sync;
using PropOps.Domain.Kernel;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Jobs.Application.Sync;

internal sealed class SyncedJobs : ISyncedRecords
{
    public Type Record => typeof(Job);

    public IReadOnlySet<string> AudiencesOf(Entity record) => JobAudience.Of((Job)record);

    /// <summary>Visits are seen by whoever sees their job.</summary>
    public IEnumerable<Entity> PartsOf(Entity record) => ((Job)record).Visits;
}
