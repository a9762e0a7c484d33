using System.Reflection;
using PropOps.Application.Events;
using PropOps.ArchitectureTests.House;

namespace PropOps.ArchitectureTests;

public sealed class IntegrationEventTests
{
    private static IEnumerable<Type> Events => Code.ConcreteTypes.Where(type => type.IsAssignableTo(typeof(IIntegrationEvent)));

    [Test]
    public void Every_integration_event_has_a_published_name() =>
        Rule.ForEvery(Events, type => type.IsDefined(typeof(IntegrationEventAttribute), inherit: false), "must carry [IntegrationEvent]");

    [Test]
    public void A_published_name_and_version_mean_one_event() =>
        Rule.ForEvery(
            Events.SelectMany(type => type.GetCustomAttributes<IntegrationEventAttribute>(inherit: false))
                .CountBy(published => $"{published.Name} {published.Version}"),
            named => named.Value == 1,
            "several records publish under it");

    [Test]
    public void Every_integration_event_is_part_of_its_modules_contract() =>
        Rule.ForEvery(
            Events,
            type => type.Namespace!.StartsWith("PropOps.Application.Contracts.", StringComparison.Ordinal),
            "must stand in PropOps.Application/Contracts, where the catalogue of events looks");
}
