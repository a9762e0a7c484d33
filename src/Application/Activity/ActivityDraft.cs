using PropOps.Domain.Kernel;

namespace PropOps.Application.Activity;

/// <summary>
/// The activity row of the running use case. The pipeline writes it in the transaction of the change; a handler only
/// says what it was about. Names of changed fields are kept, values never.
/// </summary>
public sealed class ActivityDraft
{
    /// <summary>The operation's id, or the event's name where the contract says so.</summary>
    public string Action { get; set; } = "";

    /// <summary>Who did it, where the request itself was anonymous (a sign-in).</summary>
    public long? ActorId { get; set; }

    /// <summary>The door, where the request itself does not tell.</summary>
    public Via? Through { get; private set; }

    /// <summary>False where the call found nothing to do and so leaves no row.</summary>
    public bool HappenedAtAll { get; private set; } = true;

    public string? ResourceType { get; private set; }

    public long? ResourceId { get; private set; }

    public Guid? ResourceUuid { get; private set; }

    public Guid? JobUuid { get; set; }

    public string Summary { get; private set; } = "";

    public IReadOnlyList<string> ChangedFields { get; private set; } = [];

    /// <summary>By what an export was narrowed: names and values as they were sent.</summary>
    public IReadOnlyDictionary<string, string>? Filters { get; private set; }

    /// <summary>Done by somebody who is not signed in, but has the link that was sent to this account (ACC-11).</summary>
    public void ByLink(long accountId) => (ActorId, Through) = (accountId, Via.Link);

    public void NothingHappened() => HappenedAtAll = false;

    /// <summary>Says what was done where no record of ours stands for it. The summary holds no personal data.</summary>
    public void Did(string summary, IReadOnlyList<string>? changedFields = null) => (Summary, ChangedFields) = (summary, changedFields ?? []);

    /// <summary>Says which record the row is about. The summary holds no personal data.</summary>
    public void About(string resourceType, long id, Guid uuid, string summary, IReadOnlyList<string>? changedFields = null) =>
        (ResourceType, ResourceId, ResourceUuid, Summary, ChangedFields) = (resourceType, id, uuid, summary, changedFields ?? []);

    /// <summary>Says that so many rows left the house.</summary>
    public void Exported(long rows, IReadOnlyDictionary<string, string> filters) => (Summary, Filters) = ($"{rows} rows were exported", filters);
}

/// <summary>Keeps activity rows in the running transaction.</summary>
public interface IActivityLog
{
    void Add(ActivityDraft draft);

    /// <summary>Keeps a row of a refusal, which rolled back everything else, in a transaction of its own. That it could not be written is no reason to answer otherwise.</summary>
    Task Keep(ActivityDraft draft);
}
