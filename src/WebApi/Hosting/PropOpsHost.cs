using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Antiforgery;
using PropOps.Application.Health;
using PropOps.Application.Identity;
using PropOps.Application.RateLimiting;
using PropOps.Application.Identity.SecondFactors;
using PropOps.Infrastructure;
using PropOps.Infrastructure.Configuration;
using PropOps.WebApi.Documents;
using PropOps.WebApi.Operations;
using PropOps.WebApi.Pages;
using PropOps.WebApi.RateLimiting;

namespace PropOps.WebApi.Hosting;

/// <summary>Composes the product. The program, the tests and the crash host all start here.</summary>
public static class PropOpsHost
{
    private const string DefaultUrl = "http://127.0.0.1:5080";

    internal static IEnumerable<Type> Groups => typeof(PropOpsHost).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(IEndpoints)) && type.IsClass);

    public static WebApplicationBuilder AddPropOps(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestLineSize = 64 * 1024;
            kestrel.Limits.MaxRequestHeadersTotalSize = 128 * 1024;
            kestrel.Limits.MaxRequestHeaderCount = 1000;
            kestrel.Limits.MaxRequestBodySize = null;
        });
        if (string.IsNullOrEmpty(builder.Configuration["urls"]))
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        builder.Services.AddSingleton(Node(builder.Environment));
        builder.Services.AddSingleton(Build());
        builder.Services.AddInfrastructure(builder.Configuration, builder.Environment.IsProduction(), ModuleCatalog.All);
        foreach (var endpoints in Groups)
        {
            builder.Services.AddSingleton(typeof(IEndpoints), endpoints);
        }

        builder.Services.AddSingleton<OperationTable>();
        builder.Services.AddSingleton<IRoutes, Routes>();
        builder.Services.AddSingleton(provider => new PermissionRegistry(
            AppDomain.CurrentDomain.GetAssemblies().Where(assembly => assembly.GetName().Name?.StartsWith("PropOps.", StringComparison.Ordinal) == true),
            provider.GetServices<NamedKeys>()));
        builder.Services.AddSingleton<KnownAccounts>().AddSingleton<RateLimiter>();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddScoped<ISessionCookie, SessionCookie>().AddScoped<IRememberCookie, RememberCookie>().AddScoped<IDeviceCookie, DeviceCookie>();
        builder.Services.AddSingleton<IAntiforgery, DashboardTokens>();
        builder.Services.AddRouting();
        builder.Services.AddCors();
        builder.Services.AddSingleton<StartUp>();
        builder.Services.AddScoped<RefusedCalls>();
        builder.Services.AddSingleton<ReadRecords>();
        return builder;
    }

    /// <summary>What it serves, and what has to be there before it does.</summary>
    /// <exception cref="StartupException">it must not serve.</exception>
    public static async Task<WebApplication> UsePropOps(this WebApplication app)
    {
        app.UseTrustedProxies(app.Configuration);
        app.UseMiddleware<RequestFrame>();
        app.UseOtherOrigins(app.Configuration);
        app.UseMiddleware<Refusals>();
        app.UseMiddleware<SizeLimits>();
        app.UseRouting();
        app.UseEndpoints(routes =>
        {
            foreach (var path in app.Services.GetRequiredService<OperationTable>().Paths)
            {
                string[] verbs = path.Method == "GET" ? ["GET", "HEAD"] : [path.Method];
                routes.MapMethods(path.Path, verbs, new OperationRunner(path).Run);
            }
        });
        app.MapSignInPage();
        app.MapJobsDashboard();
        SwaggerDocument.Map(app, app.Services.GetRequiredService<OperationTable>());
        app.MapSwaggerUi();

        // Last, so that a setting that cannot be read is found before anything is changed. Not a hosted service: the host would
        // log a refused start with its trace.
        await app.Services.GetRequiredService<StartUp>().Prepare(CancellationToken.None);
        return app;
    }

    private static ThisNode Node(IHostEnvironment environment) => new(
        $"node-{Guid.NewGuid().ToString("N")[..8]}",
        typeof(PropOpsHost).Assembly.GetName().Version!.ToString(3),
        environment.EnvironmentName.ToLowerInvariant(),
        TimeProvider.System.GetUtcNow());

    // What the compiler was told of the source: 1.0.0+3f2a9c1….
    private static ThisBuild Build() => new(
        typeof(PropOpsHost).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+') is [_, { Length: >= 7 } commit] ? commit[..7] : null,
        RuntimeInformation.FrameworkDescription);
}
