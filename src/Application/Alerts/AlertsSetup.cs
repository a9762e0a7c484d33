using Microsoft.Extensions.DependencyInjection;

namespace PropOps.Application.Alerts;

public static class AlertsSetup
{
    public static IServiceCollection AddAlertsUseCases(this IServiceCollection services) => services
        .AddScoped<AlertRows>()
        .AddScoped<IAlarm, HealthAlarm>()
        .AddScoped<IAlarm, WorkloadAlarm>();
}
