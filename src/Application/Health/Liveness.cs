using PropOps.Application.UseCases;

namespace PropOps.Application.Health;

/// <summary>Does the process answer? Asks nothing else.</summary>
[Anyone]
public sealed record GetLiveness;

public sealed record Liveness(string Status);

internal sealed class GetLivenessHandler : IHandler<GetLiveness, Liveness>
{
    public Task<Liveness> Handle(GetLiveness request, CancellationToken cancellationToken) => Task.FromResult(new Liveness("alive"));
}
