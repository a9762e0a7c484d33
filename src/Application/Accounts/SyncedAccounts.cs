using PropOps.Application.Sync;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;

namespace PropOps.Application.Accounts;

/// <summary>Staff see every account until it is deleted.</summary>
internal sealed class SyncedAccounts : ISyncedRecords
{
    public const string Staff = "staff";

    private static readonly HashSet<string> Audiences = [Staff];

    public Type Record => typeof(User);

    public IReadOnlySet<string> AudiencesOf(Entity record) => Audiences;
}
