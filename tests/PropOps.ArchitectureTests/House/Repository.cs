namespace PropOps.ArchitectureTests.House;

/// <summary>The source as it lies on disk.</summary>
internal static class Repository
{
    private static readonly string[] NotSource = ["bin", "obj", "artifacts", "node_modules"];

    public static string Root { get; } = FindRoot();

    public static string Source { get; } = Path.Combine(Root, "src");

    public static string Tests { get; } = Path.Combine(Root, "tests");

    /// <summary>Every project of the repository, those of the tests included.</summary>
    public static IReadOnlyList<Project> Projects { get; } =
        [.. Folders(Root).SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj")).Order(StringComparer.Ordinal).Select(Project.Read)];

    /// <summary>The projects that the product is made of.</summary>
    public static IReadOnlyList<Project> Product { get; } = [.. Projects.Where(project => project.IsBelow(Source))];

    public static IReadOnlyList<ModuleFolder> Modules { get; } =
        [.. Directory.EnumerateDirectories(Path.Combine(Source, "Modules")).Order(StringComparer.Ordinal).Select(folder => new ModuleFolder(folder))];

    /// <summary>A folder and all below it, without what builds write and what tools hide.</summary>
    public static IEnumerable<string> Folders(string folder) =>
        Directory.EnumerateDirectories(folder)
            .Where(inner => Path.GetFileName(inner) is var name && name[0] != '.' && !NotSource.Contains(name))
            .SelectMany(Folders)
            .Prepend(folder);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PropOps.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("No folder above the tests holds PropOps.sln.");
    }
}

/// <summary>A folder below <c>src/Modules</c>.</summary>
internal sealed record ModuleFolder(string Path)
{
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>False for the bare project files that a module starts from.</summary>
    public bool HoldsCode => Repository.Folders(Path).Any(folder => Directory.EnumerateFiles(folder, "*.cs").Any());

    public override string ToString() => Name;
}
