namespace PropOps.Application.Health;

/// <summary>This process, by a name made at its start: no answer tells the name of the machine.</summary>
public sealed record ThisNode(string Name, string Version, string Environment, DateTimeOffset StartedAt);
