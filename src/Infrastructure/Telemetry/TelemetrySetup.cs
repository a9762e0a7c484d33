using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using PropOps.Application.Health;
using PropOps.Application.Telemetry;
using PropOps.Infrastructure.Configuration;

namespace PropOps.Infrastructure.Telemetry;

/// <summary>Sends traces and figures by OTLP, where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says whereto. Its other variables hold too.</summary>
internal static class TelemetrySetup
{
    private const string EndpointKey = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string ProtocolKey = "OTEL_EXPORTER_OTLP_PROTOCOL";

    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration[EndpointKey] is not { Length: > 0 } endpoint)
        {
            return services;
        }

        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new StartupException($"{EndpointKey} must be an address, as http://collector:4318.");
        }

        AddExport(services, configuration);
        return services;
    }

    // Apart, so that a program without telemetry does not even load its assemblies.
    private static void AddExport(IServiceCollection services, IConfiguration configuration)
    {
        services.AddHostedService<OutboxFigures>();
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource
                .AddDetector(provider => new NodeResource(provider.GetRequiredService<ThisNode>()))
                .AddEnvironmentVariableDetector())
            .WithTracing(traces => traces.AddSource(Signals.Name, "Microsoft.AspNetCore").AddOtlpExporter(Speak))
            .WithMetrics(metrics => metrics
                .AddMeter(Signals.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
                .AddOtlpExporter(Speak));

        // The library would speak gRPC where nothing is said; the specification's own default is HTTP.
        void Speak(OtlpExporterOptions options)
        {
            if (string.IsNullOrEmpty(configuration[ProtocolKey]))
            {
                options.Protocol = OtlpExportProtocol.HttpProtobuf;
            }
        }
    }

    private sealed class NodeResource(ThisNode node) : IResourceDetector
    {
        public Resource Detect() => new(
        [
            new("service.name", "propops"), new("service.version", node.Version), new("service.instance.id", node.Name), new("deployment.environment.name", node.Environment),
        ]);
    }
}
