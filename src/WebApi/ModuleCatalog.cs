using PropOps.Infrastructure.Modules;

namespace PropOps.WebApi;

/// <summary>The one list of modules: services, model, health and design-time factories read it.</summary>
public static class ModuleCatalog
{
    public static IReadOnlyList<IModule> All { get; } = [];
}
