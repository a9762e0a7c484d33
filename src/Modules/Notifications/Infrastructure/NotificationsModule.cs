using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using PropOps.Application.Health;
using PropOps.Infrastructure;
using PropOps.Infrastructure.Configuration;
using PropOps.Infrastructure.Modules;
using PropOps.Notifications.Application;
using PropOps.Notifications.Application.Email;
using PropOps.Notifications.Infrastructure.Deliveries;
using PropOps.Notifications.Infrastructure.Email;

namespace PropOps.Notifications.Infrastructure;

public sealed class NotificationsModule : IModule
{
    private const string DefaultFrom = "PropOps <no-reply@propops.local>";

    // retry.email of the contract: 30 s, 2 min, 10 min, 30 min, 2 h, 6 h, 12 h.
    private const string DefaultRetryDelays = "30,120,600,1800,7200,21600,43200";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddUseCases(typeof(NotificationsSetup).Assembly)
            .AddNotificationsUseCases()
            .AddSingleton(new MailMessages(From(configuration)))
            .AddSingleton(new DeliveryRetries(RetryDelays(configuration)))
            .AddSingleton(new DeliveryLeaseTime(TimeSpan.FromMinutes(2)))
            .AddSingleton(new ReconcileInterval(TimeSpan.FromMinutes(1)))
            .AddScoped<IHealthSource, EmailHealth>()
            .AddScoped<IDeliveryLease, DeliveryLease>()
            .AddHostedService<DeliveryReconciler>();
        if (SmtpSettings.From(configuration) is { } smtp)
        {
            services.AddSingleton(smtp).AddSingleton(new MailReach(HasRelay: true)).AddScoped<IMailTransport, SmtpRelay>();
        }
        else
        {
            services.AddSingleton(new MailReach(HasRelay: false)).AddScoped<IMailTransport, PickupFolder>();
        }
    }

    public void ConfigureModel(ModelBuilder model) => model.ApplyConfigurationsFromAssembly(typeof(NotificationsModule).Assembly);

    private static MailboxAddress From(IConfiguration configuration) =>
        MailboxAddress.TryParse(configuration["Email:From"] ?? DefaultFrom, out var from) ? from : throw new StartupException("Email__From must be a mail address.");

    private static TimeSpan[] RetryDelays(IConfiguration configuration) =>
    [
        .. (configuration["Deliveries:RetryDelays"] ?? DefaultRetryDelays).Split(',', StringSplitOptions.TrimEntries).Select(text =>
            double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
                ? TimeSpan.FromSeconds(seconds)
                : throw new StartupException("Deliveries__RetryDelays must be comma-separated seconds.")),
    ];
}
