namespace PropOps.Infrastructure.Configuration;

/// <summary>The program cannot start as configured. The message is one line that names the key; it is printed, and nothing else.</summary>
public sealed class StartupException(string message) : Exception(message);
