using System.Reflection;
using PropOps.Application.Events;
using PropOps.Application.UseCases;
using PropOps.ArchitectureTests.House;

namespace PropOps.ArchitectureTests;

public sealed class UseCaseTests
{
    private static IEnumerable<Type> Handlers => Code.ConcreteTypes.Where(type => type.Implementations(typeof(IHandler<,>)).Any());

    private static IEnumerable<Type> EventHandlers => Code.ConcreteTypes.Where(type => type.Implementations(typeof(IIntegrationEventHandler<>)).Any());

    [Test]
    public void Handlers_are_internal_and_sealed() =>
        Rule.ForEvery(Handlers.Concat(EventHandlers), type => type is { IsVisible: false, IsSealed: true }, "must be internal sealed");

    [Test]
    public void Every_request_says_once_who_may_send_it() =>
        Rule.ForEvery(
            Handlers.SelectMany(type => type.Implementations(typeof(IHandler<,>))).Select(contract => contract.GetGenericArguments()[0]).Distinct(),
            request => request.GetCustomAttributes<AccessAttribute>(inherit: false).Count() == 1,
            "must carry exactly one of [Permission], [Roles], [SignedIn] and [Anyone]");
}
