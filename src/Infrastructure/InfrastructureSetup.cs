using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PropOps.Application.Accounts;
using PropOps.Application.Activity;
using PropOps.Application.Alerts;
using PropOps.Application.BackgroundJobs;
using PropOps.Application.Contracts.Finance;
using PropOps.Application.Encryption;
using PropOps.Application.Events;
using PropOps.Application.Identity;
using PropOps.Application.Identity.Gates;
using PropOps.Application.Lookups;
using PropOps.Application.Maintenance;
using PropOps.Application.Names;
using PropOps.Application.Integrity;
using PropOps.Application.RateLimiting;
using PropOps.Application.Persistence;
using PropOps.Application.Security;
using PropOps.Application.Settings;
using PropOps.Application.UseCases;
using PropOps.Infrastructure.BackgroundJobs;
using PropOps.Infrastructure.Coherence;
using PropOps.Infrastructure.Configuration;
using PropOps.Infrastructure.Encryption;
using PropOps.Infrastructure.Files;
using PropOps.Infrastructure.Health;
using PropOps.Infrastructure.Housekeeping;
using PropOps.Infrastructure.Idempotency;
using PropOps.Infrastructure.Identity;
using PropOps.Infrastructure.Integrity;
using PropOps.Infrastructure.Maintenance;
using PropOps.Infrastructure.Modules;
using PropOps.Infrastructure.Names;
using PropOps.Infrastructure.Outbox;
using PropOps.Infrastructure.Persistence;
using PropOps.Infrastructure.RateLimiting;
using PropOps.Infrastructure.Search;
using PropOps.Infrastructure.Security;
using PropOps.Infrastructure.Settings;
using PropOps.Infrastructure.Telemetry;
using PropOps.Infrastructure.UseCases;

namespace PropOps.Infrastructure;

/// <summary>The engines behind the ports, for the core and for every module.</summary>
public static class InfrastructureSetup
{
    public static IServiceCollection AddInfrastructure(this IServiceCollection services, IConfiguration configuration, bool isProduction, IReadOnlyList<IModule> modules)
    {
        var data = new DataFolder(configuration);
        services.AddSingleton(data);
        services.AddSingleton(provider => new ModelSource(modules, provider.GetRequiredService<KeyRing>()));
        services.AddSingleton(TimeProvider.System);
        var database = DatabaseOptions.From(configuration, data);
        services.AddDatabase(database);
        services.AddSearch(database.Provider);
        services.AddSingleton(MasterKey.Load(
            configuration, data, mustBeConfigured: isProduction && database.Provider == DatabaseProvider.PostgreSql, isInUse: database.FileExists));
        services.AddIdentity(configuration, database.Provider);
        services.AddBackgroundJobs(configuration, database);
        services.AddRateLimiting(configuration);
        services.AddFiles();
        services.AddTelemetry(configuration);
        services.AddSingleton<DatabaseStart>();
        services.AddSingleton<BlindIndex>();
        services.AddSingleton<IBlindIndex>(provider => provider.GetRequiredService<BlindIndex>());
        services.AddScoped<Origin>();
        services.AddScoped<CurrentUser>();
        services.AddScoped<ICurrentUser>(provider => provider.GetRequiredService<CurrentUser>());
        services.AddScoped<ActivityDraft>();
        services.AddScoped<Activity.ActivityLog>();
        services.AddScoped<IActivityLog>(provider => provider.GetRequiredService<Activity.ActivityLog>());
        services.AddScoped<IAuditDays, Activity.AuditDays>();
        services.AddSingleton<Activity.AuditSealer>();
        services.AddHostedService(provider => provider.GetRequiredService<Activity.AuditSealer>());
        services.AddScoped<IAlerts, Alerts.Alerts>();
        services.AddSingleton(ProgramFolder.Ours);
        services.AddSingleton<IProgramFiles, ProgramFiles>();
        services.AddScoped<IIntegrityBaselines, IntegrityBaselines>();
        services.AddScoped<ISecurityLog, SecurityLog>();
        services.AddSingleton<RefusalRows>();
        services.AddScoped<SignInCountries>();

        // Opened now, so that a wrong file stops the start; by a factory, so that it is closed at the end.
        var places = GeoIpFile.Open(configuration["Security:GeoIpFile"]);
        services.AddSingleton<IPlaces>(_ => places);
        services.AddSecurityUseCases().AddActivityUseCases().AddAlertsUseCases().AddRateLimitUseCases();
        services.AddHealth(data, database);
        services.AddScoped(scope => new IdempotentRequests(
            scope.GetRequiredService<PropOpsDbContext>(), scope.GetRequiredService<WriteGate>(), scope.GetRequiredService<TimeProvider>()));
        services.AddScoped<Pipeline>();
        services.AddScoped<AccountPowers>();
        services.AddAccounts();
        services.AddScoped<IUseCases, ScopedUseCases>();
        AddCaches(services);
        AddOutbox(services);
        services.AddHousekeeping();
        services.AddUseCases(typeof(IHandler<,>).Assembly).AddIdentityUseCases();
        services.AddScoped<IJobFinanceState, NoJobFinance>();
        foreach (var module in modules)
        {
            module.AddServices(services, configuration);
        }

        // Built last: it reads which handlers the modules registered.
        services.AddSingleton(new EventCatalogue(services));
        return services;
    }

    /// <summary>Registers the use cases, event handlers, outgoing events and background work of an assembly by the interfaces they implement.</summary>
    public static IServiceCollection AddUseCases(this IServiceCollection services, Assembly assembly)
    {
        foreach (var type in assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false }))
        {
            foreach (var contract in type.GetInterfaces().Where(contract => contract.IsGenericType
                && (contract.GetGenericTypeDefinition() == typeof(IHandler<,>) || contract.GetGenericTypeDefinition() == typeof(IIntegrationEventHandler<>))))
            {
                services.AddScoped(contract, type);
            }

            if (type.IsAssignableTo(typeof(IOutgoingEvents)))
            {
                services.AddScoped(typeof(IOutgoingEvents), type);
            }

            if (type.IsAssignableTo(typeof(IGate)))
            {
                services.AddSingleton(typeof(IGate), type);
            }

            if (type.IsAssignableTo(typeof(IRowJob)))
            {
                services.AddScoped(type);
            }

            if (type.IsAssignableTo(typeof(IScheduledTask)))
            {
                services.AddScheduledTask(type);
            }
        }

        return services;
    }

    private static void AddCaches(IServiceCollection services)
    {
        services.AddSingleton<PeopleNames>().AddSingleton<PlaceNames>().AddSingleton<LandlordsOfAddresses>().AddSingleton<Lookups.Lookups>().AddSingleton<SettingsStore>().AddSingleton<MaintenanceMemory>();
        services.AddSingleton<ICoherentCache>(provider => provider.GetRequiredService<PeopleNames>());
        services.AddSingleton<ICoherentCache>(provider => provider.GetRequiredService<PlaceNames>());
        services.AddSingleton<ICoherentCache>(provider => provider.GetRequiredService<LandlordsOfAddresses>());
        services.AddSingleton<ICoherentCache>(provider => provider.GetRequiredService<Lookups.Lookups>());
        services.AddSingleton<ICoherentCache>(provider => provider.GetRequiredService<SettingsStore>());
        services.AddSingleton<ICoherentCache>(provider => provider.GetRequiredService<MaintenanceMemory>());
        services.AddSingleton<IMaintenance>(provider => provider.GetRequiredService<MaintenanceMemory>());
        services.AddSingleton<Coherence.Coherence>();
        services.AddSingleton<INodeMemory>(provider => provider.GetRequiredService<Coherence.Coherence>());
        services.AddHostedService<CoherenceWatch>();
        services.AddScoped<INames, Names.Names>();
        services.AddScoped<ILandlords, Landlords>();
        services.AddSingleton<ILookups>(provider => provider.GetRequiredService<Lookups.Lookups>());
        services.AddSingleton<ISettings>(provider => provider.GetRequiredService<SettingsStore>());
        services.AddSingleton<OrganisationDays>();
    }

    private static void AddOutbox(IServiceCollection services)
    {
        services.AddSingleton(new OutboxLeaseTime(TimeSpan.FromSeconds(60)));
        services.AddSingleton<OutboxBell>();
        services.AddScoped<OutboxSignal>();
        services.AddScoped<OutboxWriter>();
        services.AddScoped<EventDelivery>();
        services.AddHostedService<OutboxDispatcher>();
    }
}
