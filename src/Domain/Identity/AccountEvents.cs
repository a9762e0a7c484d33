using PropOps.Domain.Kernel;

namespace PropOps.Domain.Identity;

/// <summary>Another role, or keys of its own.</summary>
public sealed record AccountPermissionsChanged(User Account, long? FromRoleId, long? ToRoleId, IReadOnlyList<string> Added, IReadOnlyList<string> Removed) : IDomainEvent;
