using Ardalis.Specification;
using PropOps.Domain.Kernel;

namespace PropOps.Domain.Maintenance;

/// <summary>Whether only Staff may work at the moment. There is one record at most.</summary>
public sealed class MaintenanceMode : AggregateRoot
{
    private MaintenanceMode()
    {
    }

    public MaintenanceMode(DateTimeOffset at) => Created(at);

    public bool IsOn { get; private set; }

    public string? Reason { get; private set; }

    /// <summary>When it ends by itself; null = when somebody ends it.</summary>
    public DateTimeOffset? Until { get; private set; }

    public void Begin(string? reason, DateTimeOffset? until, DateTimeOffset at)
    {
        var wasOn = IsOnAt(at);
        if (wasOn && (Reason, Until) == (reason, until))
        {
            return;
        }

        (IsOn, Reason, Until) = (true, reason, until);
        Changed(at);
        if (!wasOn)
        {
            Raise(new MaintenanceBegan(reason, until));
        }
    }

    public void End(DateTimeOffset at)
    {
        if (IsOn)
        {
            (IsOn, Reason, Until) = (false, null, null);
            Changed(at);
            Raise(new MaintenanceEnded());
        }
    }

    public bool IsOnAt(DateTimeOffset at) => IsOn && !(Until <= at);
}

/// <summary>The one record.</summary>
public sealed class TheMaintenanceMode : Specification<MaintenanceMode>;

public sealed record MaintenanceBegan(string? Reason, DateTimeOffset? Until) : IDomainEvent;

public sealed record MaintenanceEnded : IDomainEvent;
