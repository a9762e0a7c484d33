using PropOps.ArchitectureTests.House;
using PropOps.WebApi;

namespace PropOps.ArchitectureTests;

public sealed class ModuleTests
{
    [Test]
    public void Every_module_stands_in_the_catalog_once() =>
        Rule.ForEvery(
            Repository.Modules,
            module => !module.HoldsCode || ModuleCatalog.All.Count(listed => AssemblyOf(listed) == $"PropOps.{module.Name}.Infrastructure") == 1,
            "ModuleCatalog.All must list its module class, once");

    private static string? AssemblyOf(object module) => module.GetType().Assembly.GetName().Name;
}
