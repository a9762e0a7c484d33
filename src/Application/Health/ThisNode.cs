namespace PropOps.Application.Health;

/// <summary>This process, by a name made at its start: no answer tells the name of the machine.</summary>
public sealed record ThisNode(string Name, string Version, string Environment, DateTimeOffset StartedAt);

/// <summary>Of what the program was made.</summary>
/// <param name="Commit">the first characters of its name; null where it was built outside a repository.</param>
public sealed record ThisBuild(string? Commit, string Runtime);
