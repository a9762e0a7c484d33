namespace PropOps.Application.Activity;

/// <summary>
/// What the log may say of an exception: its type and where it arose. Its message and trace may hold SQL, paths or
/// somebody's data, and no log line does (API-5).
/// </summary>
public static class Unforeseen
{
    public static string Describe(Exception exception) =>
        $"{exception.GetType().Name} in {exception.TargetSite?.DeclaringType?.Name}.{exception.TargetSite?.Name}"
        + (exception.InnerException is { } inner ? $" because of {Describe(inner)}" : "");
}
