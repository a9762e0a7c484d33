using ArchUnitNET.Domain.Extensions;
using ArchUnitNET.Fluent.Syntax.Elements.Types;
using ArchUnitNET.NUnit;
using PropOps.ArchitectureTests.House;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace PropOps.ArchitectureTests;

public sealed class DependencyTests
{
    private const string Core = @"^PropOps\.(Domain|Application|Infrastructure)(\.|$)";
    private const string Frameworks = @"^(Microsoft\.EntityFrameworkCore|Microsoft\.AspNetCore|Hangfire)(\.|$)";

    [Test]
    public void The_core_knows_no_module() =>
        Rule.ForEvery(Repository.Modules, module => Faults(Knowing(Core, Namespace(module))));

    [Test]
    public void A_module_knows_no_other_module() =>
        Rule.ForEvery(
            Repository.Modules,
            module => Repository.Modules
                .Where(other => module.HoldsCode && other != module)
                .SelectMany(other => Faults(Knowing(Namespace(module), Namespace(other)))));

    [Test]
    public void A_domain_uses_no_framework() => Knowing(@"^PropOps\.(\w+\.)?Domain(\.|$)", Frameworks).Check(Code.Architecture);

    [Test]
    public void The_rule_about_frameworks_sees_them_where_they_are() =>
        Assert.That(Knowing(@"^PropOps\.Infrastructure(\.|$)", Frameworks).HasNoViolations(Code.Architecture), Is.False);

    // A rule of ArchUnitNET whose first half matches no type counts as broken.
    private static TypesShouldConjunction Knowing(string rooms, string forbidden) =>
        Types().That().ResideInNamespaceMatching(rooms).Should().NotDependOnAnyTypesThat().ResideInNamespaceMatching(forbidden);

    private static string Namespace(ModuleFolder module) => $@"^PropOps\.{module.Name}(\.|$)";

    private static IEnumerable<string> Faults(TypesShouldConjunction rule) =>
        rule.Evaluate(Code.Architecture).Where(result => !result.Passed).Select(result => result.Description);
}
