using Microsoft.Extensions.DependencyInjection;
using PropOps.Application.Events;

namespace PropOps.Application.Alerts;

public static class AlertsSetup
{
    public static IServiceCollection AddAlertsUseCases(this IServiceCollection services) => services
        .AddScoped<AlertRows>()
        .AddScoped<IAlarm, HealthAlarm>()
        .AddScoped<IAlarm, WorkloadAlarm>()
        .AddScoped<IOutgoingEvents, OutgoingEvents>()
        .AddScoped<IOutgoingEvents, Maintenance.OutgoingEvents>();
}
