using Ardalis.Specification;
using PropOps.Domain.Kernel;

namespace PropOps.Jobs.Domain.Pins;

/// <summary>A job that somebody keeps at hand. Nobody else sees it, and it changes nothing of the job.</summary>
public sealed class JobPin : AggregateRoot
{
    /// <summary>Of one person.</summary>
    public const int Most = 200;

    private JobPin()
    {
    }

    public JobPin(long accountId, long jobId, DateTimeOffset at)
    {
        (AccountId, JobId) = (accountId, jobId);
        Created(at);
    }

    public long AccountId { get; private set; }

    public long JobId { get; private set; }
}

public sealed class PinsOf : Specification<JobPin>
{
    public PinsOf(long accountId) => Query.Where(pin => pin.AccountId == accountId);

    public PinsOf(long accountId, long jobId)
        : this(accountId) =>
        Query.Where(pin => pin.JobId == jobId);
}
