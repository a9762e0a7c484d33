using PropOps.Application.UseCases;
using PropOps.Domain.Kernel;

namespace PropOps.Application.Health;

/// <summary>May a load balancer send requests here?</summary>
[Anyone]
public sealed record GetReadiness;

public sealed record Readiness(string Status);

/// <summary>What keeps this node from serving; null when nothing does.</summary>
public interface IReadinessProbe
{
    Task<string?> Obstacle(CancellationToken cancellationToken);
}

internal sealed class GetReadinessHandler(IReadinessProbe probe) : IHandler<GetReadiness, Readiness>
{
    public async Task<Readiness> Handle(GetReadiness request, CancellationToken cancellationToken) =>
        await probe.Obstacle(cancellationToken) is { } obstacle
            ? throw new NotReadyRefusal(obstacle)
            : new Readiness("ready");
}
