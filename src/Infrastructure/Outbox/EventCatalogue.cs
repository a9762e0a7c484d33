using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PropOps.Application.Events;

namespace PropOps.Infrastructure.Outbox;

/// <summary>Every integration event by its published name and version, and who handles it. Read from the code, once.</summary>
public sealed class EventCatalogue
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    private readonly Dictionary<(string Name, int Version), EventType> _byName = [];
    private readonly Dictionary<Type, EventType> _byClr = [];

    public EventCatalogue(IServiceCollection services)
    {
        foreach (var clr in typeof(IIntegrationEvent).Assembly.GetTypes())
        {
            if (clr.GetCustomAttribute<IntegrationEventAttribute>() is { } published)
            {
                var type = new EventType(published.Name, published.Version, clr, HandlersOf(clr, services));
                _byName.Add((type.Name, type.Version), type);
                _byClr.Add(clr, type);
            }
        }

        if (_byName.Values.SelectMany(type => type.Handlers).GroupBy(handler => handler.Name).FirstOrDefault(same => same.Select(handler => handler.Clr).Distinct().Count() > 1) is { } twice)
        {
            throw new InvalidOperationException($"Two event handlers are named {twice.Key}; the inbox could not tell them apart.");
        }
    }

    internal EventType Of(IIntegrationEvent integrationEvent) => _byClr[integrationEvent.GetType()];

    /// <summary>null for an event of a newer version of the program, which this node leaves to others.</summary>
    internal EventType? Find(string name, int version) => _byName.GetValueOrDefault((name, version));

    private static IReadOnlyList<EventHandlerType> HandlersOf(Type clr, IServiceCollection services) =>
    [
        .. from service in services
           where service.ServiceType == typeof(IIntegrationEventHandler<>).MakeGenericType(clr)
           select new EventHandlerType(service.ImplementationType!),
    ];
}

internal sealed record EventType(string Name, int Version, Type Clr, IReadOnlyList<EventHandlerType> Handlers);

/// <summary>A handler is known in the inbox by its class's name.</summary>
internal sealed record EventHandlerType(Type Clr)
{
    public string Name => Clr.Name;
}
