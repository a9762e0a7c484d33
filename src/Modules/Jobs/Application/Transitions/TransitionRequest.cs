using PropOps.Application.Input;
using PropOps.Application.UseCases;

namespace PropOps.Jobs.Application.Transitions;

/// <summary>What every step takes; most bring nothing of their own along.</summary>
public abstract record TransitionRequest : ICommand
{
    [Alias("uuid", "job_id")]
    public required Ref JobUuid { get; init; }

    [Text(3, 500)]
    public string? Reason { get; init; }

    public int? Version { get; init; }
}
