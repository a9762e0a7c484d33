namespace PropOps.Domain.Identity;

/// <summary>One branch of an agent (or the home branch of staff).</summary>
public sealed record BranchMembership(long BranchId, int Position);
