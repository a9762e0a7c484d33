using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using PropOps.Application.Events;

namespace PropOps.Infrastructure.Outbox;

/// <summary>Calls a handler of an event whose type is known at run time only.</summary>
internal abstract class EventInvoker
{
    private static readonly ConcurrentDictionary<Type, EventInvoker> Known = new();

    public static EventInvoker For(Type integrationEvent) => Known.GetOrAdd(
        integrationEvent,
        clr => (EventInvoker)Activator.CreateInstance(typeof(Of<>).MakeGenericType(clr))!);

    public abstract Task Invoke(IServiceProvider services, Type handler, IIntegrationEvent integrationEvent, EventEnvelope envelope, CancellationToken cancellationToken);

    private sealed class Of<TEvent> : EventInvoker
        where TEvent : IIntegrationEvent
    {
        public override Task Invoke(IServiceProvider services, Type handler, IIntegrationEvent integrationEvent, EventEnvelope envelope, CancellationToken cancellationToken) =>
            services.GetServices<IIntegrationEventHandler<TEvent>>().Single(candidate => candidate.GetType() == handler)
                .Handle((TEvent)integrationEvent, envelope, cancellationToken);
    }
}
