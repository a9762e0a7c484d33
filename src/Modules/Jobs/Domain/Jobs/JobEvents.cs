using PropOps.Domain.Kernel;

namespace PropOps.Jobs.Domain.Jobs;

/// <summary>A job was saved for the first time.</summary>
public sealed record JobRaised(Job Job) : IDomainEvent;

/// <summary>Fields changed that have no event of their own.</summary>
public sealed record JobDetailsChanged(Job Job, IReadOnlyList<string> Fields, bool IsRestored) : IDomainEvent;

/// <param name="Notify">false: without a word to the contractor.</param>
public sealed record ContractorGiven(Job Job, long? PreviousContractorId, bool Notify) : IDomainEvent;

public sealed record ContractorTakenOff(Job Job, long PreviousContractorId, string? Reason) : IDomainEvent;

public sealed record AssignmentAccepted(Job Job) : IDomainEvent;

public sealed record AssignmentDeclined(Job Job, Actor By, string? Reason) : IDomainEvent;

public sealed record WorkCompleted(Job Job, Actor By) : IDomainEvent;

/// <summary>Management closed the job.</summary>
public sealed record WorkReviewed(Job Job) : IDomainEvent;

public sealed record WorkCalledOff(Job Job, string? Reason) : IDomainEvent;

/// <summary>The job is gone, with everything tied to it.</summary>
public sealed record JobRemoved(Job Job) : IDomainEvent;

/// <summary>The contractor is to be told of the assignment, once more or for the first time.</summary>
public sealed record AssignmentNoticeWanted(Job Job, bool IsResend) : IDomainEvent;

/// <param name="SpecificEvent">name of the event that is raised beside this one for the same change.</param>
public sealed record JobStatusMoved(Job Job, JobStatus From, JobStatus To, string? Reason, string? SpecificEvent) : IDomainEvent;
