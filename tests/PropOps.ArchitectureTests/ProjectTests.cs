using PropOps.ArchitectureTests.House;

namespace PropOps.ArchitectureTests;

public sealed class ProjectTests
{
    private const string WebApi = "PropOps.WebApi";

    [Test]
    public void A_project_is_named_after_its_folder() =>
        Rule.ForEvery(
            Repository.Product,
            project => project.Name == "PropOps." + Path.GetRelativePath(Repository.Source, Path.GetDirectoryName(project.Path)!)
                .Replace("Modules" + Path.DirectorySeparatorChar, "", StringComparison.Ordinal).Replace(Path.DirectorySeparatorChar, '.'),
            "stands in a folder of another name");

    [Test]
    public void A_project_references_only_what_its_layer_may() =>
        Rule.ForEvery(
            Repository.Product.Where(project => project.Name != WebApi),
            project => project.References.Except(Allowed(project.Name)).Select(reference => $"must not reference {reference}"));

    [Test]
    public void A_domain_project_knows_no_package_but_the_specifications() =>
        Rule.ForEvery(
            Repository.Product.Where(IsDomain),
            project => project.Packages.Except(["Ardalis.Specification"]).Select(package => $"must not reference {package}"));

    [Test]
    public void A_domain_project_knows_no_framework() =>
        Rule.ForEvery(
            Repository.Product.Where(IsDomain),
            project => project is { Sdk: "Microsoft.NET.Sdk", Frameworks: [] },
            "brings a framework");

    [Test]
    public void Nothing_but_tests_references_WebApi() =>
        Rule.ForEvery(
            Repository.Projects.Where(project => !project.IsBelow(Repository.Tests)),
            project => !project.References.Contains(WebApi),
            "references WebApi");

    private static bool IsDomain(Project project) => project.Name.EndsWith(".Domain", StringComparison.Ordinal);

    private static string[] Allowed(string project) => project.Split('.') switch
    {
        ["PropOps", "Domain"] => [],
        ["PropOps", "Application"] => ["PropOps.Domain"],
        ["PropOps", "Infrastructure"] => ["PropOps.Application"],
        ["PropOps", _, "Domain"] => ["PropOps.Domain"],
        ["PropOps", var module, "Application"] => [$"PropOps.{module}.Domain", "PropOps.Application"],
        ["PropOps", var module, "Infrastructure"] => [$"PropOps.{module}.Application", "PropOps.Infrastructure"],
        _ => throw new InvalidOperationException($"{project} is no layer of the core or of a module."),
    };
}
