namespace PropOps.WebApi.Hosting;

/// <summary>A setting that holds several values.</summary>
internal static class ConfiguredList
{
    /// <returns>a list, or one text with commas, as environment variables hold it; empty where it is not set.</returns>
    public static string[] Of(IConfiguration configuration, string key) =>
        configuration.GetSection(key).Get<string[]>() ?? configuration[key]?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
