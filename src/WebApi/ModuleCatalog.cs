using PropOps.Infrastructure.Modules;
using PropOps.Jobs.Infrastructure;
using PropOps.Notifications.Infrastructure;

namespace PropOps.WebApi;

/// <summary>The one list of modules: services, model and design-time factories read it.</summary>
public static class ModuleCatalog
{
    public static IReadOnlyList<IModule> All { get; } =
    [
        new JobsModule(),
        new NotificationsModule(),
    ];
}
