using System.Xml.Linq;

namespace PropOps.ArchitectureTests.House;

/// <summary>A project file, as written.</summary>
internal sealed record Project(
    string Path,
    string Sdk,
    IReadOnlyList<string> References,
    IReadOnlyList<string> Packages,
    IReadOnlyList<string> Frameworks)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public static Project Read(string path)
    {
        var root = XDocument.Load(path).Root!;
        return new Project(
            path,
            root.Attribute("Sdk")?.Value ?? "",
            [.. Includes("ProjectReference").Select(reference => System.IO.Path.GetFileNameWithoutExtension(reference.Replace('\\', '/')))],
            [.. Includes("PackageReference")],
            [.. Includes("FrameworkReference")]);

        IEnumerable<string> Includes(string element) => root.Descendants(element).Attributes("Include").Select(include => include.Value);
    }

    public bool IsBelow(string folder) => Path.StartsWith(folder + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal);

    public override string ToString() => Name;
}
