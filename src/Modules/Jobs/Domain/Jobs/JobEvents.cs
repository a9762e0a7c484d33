using PropOps.Domain.Kernel;

namespace PropOps.Jobs.Domain.Jobs;

/// <summary>A job was saved for the first time.</summary>
public sealed record JobRaised(Job Job) : IDomainEvent;

/// <summary>Fields changed that have no event of their own.</summary>
public sealed record JobDetailsChanged(Job Job, IReadOnlyList<string> Fields) : IDomainEvent;

/// <param name="Notify">false: without a word to the contractor.</param>
public sealed record ContractorGiven(Job Job, long? PreviousContractorId, bool Notify) : IDomainEvent;

public sealed record ContractorTakenOff(Job Job, long PreviousContractorId, string? Reason) : IDomainEvent;

public sealed record JobStatusMoved(Job Job, JobStatus From, JobStatus To, string? Reason) : IDomainEvent;
