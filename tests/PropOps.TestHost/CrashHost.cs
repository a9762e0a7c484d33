using Hangfire;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PropOps.Infrastructure.Outbox;
using PropOps.Infrastructure.Persistence.Sqlite;
using PropOps.Jobs.Domain.Jobs;
using PropOps.Notifications.Application.Email;
using PropOps.Notifications.Domain.Deliveries;
using PropOps.Notifications.Infrastructure.Deliveries;
using PropOps.WebApi.Hosting;

namespace PropOps.TestHost;

/// <summary>
/// The product, which kills itself where it is told to: <c>crash-host --die POINT [--at N]</c>. What dies leaves short
/// leases behind, and takes nothing over itself; the <c>none</c> that comes after it works with the product's own, but looks for what is due every second.
/// </summary>
internal static class CrashHost
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Never = TimeSpan.FromDays(1);

    public const string Usage = "crash-host --die none|from-outside|before-commit|before-deliveries-commit|between-commit-and-enqueue|after-sending [--at N]";

    public static async Task<int> Run(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args).AddPropOps();
        var death = new Death(builder.Configuration.GetValue("at", 1));
        Arm(builder.Services, builder.Configuration["die"], death);
        await using var app = builder.Build();
        app.Lifetime.ApplicationStarted.Register(death.Begin);
        await (await app.UsePropOps()).RunAsync();
        return 0;
    }

    private static void Arm(IServiceCollection services, string? point, Death death)
    {
        if (point is "none")
        {
            services.AddSingleton(new ReconcileInterval(Soon));
            return;
        }

        if (point is "from-outside")
        {
            // Killed again and again: each takes over what the one before it left.
            services.AddSingleton(new OutboxLeaseTime(5 * Soon)).AddSingleton(new DeliveryLeaseTime(5 * Soon)).AddSingleton(new ReconcileInterval(Soon));
            return;
        }

        services.AddSingleton(new OutboxLeaseTime(Soon)).AddSingleton(new DeliveryLeaseTime(Soon)).AddSingleton(new ReconcileInterval(Never));
        switch (point)
        {
            case "before-commit":
                services.ConfigureDbContext<SqlitePropOpsDbContext>(context => context.AddInterceptors(new DeathBeforeCommit<Job>(death)));
                break;
            case "before-deliveries-commit":
                services.ConfigureDbContext<SqlitePropOpsDbContext>(context => context.AddInterceptors(new DeathBeforeCommit<Delivery>(death)));
                break;
            case "between-commit-and-enqueue":
                services.AddSingleton<IBackgroundJobClientV2>(new DeathInsteadOfEnqueue(death));
                break;
            case "after-sending":
                var transport = services.Last(service => service.ServiceType == typeof(IMailTransport)).ImplementationType!;
                services.AddScoped<IMailTransport>(provider => new DeathAfterSending((IMailTransport)ActivatorUtilities.CreateInstance(provider, transport), death));
                break;
            default:
                throw new ArgumentException($"--die {point}: there is no such point.");
        }
    }
}
