using PropOps.Application.UseCases;

namespace PropOps.Application.Maintenance;

/// <summary>Is the product under maintenance? For everybody, signed in or not.</summary>
[Anyone]
public sealed record GetMaintenanceMode;

public sealed record MaintenanceAnswer([property: AlsoAtTop] bool Enabled, [property: AlsoAtTop] string? Reason, DateTimeOffset? Until);

internal sealed class GetMaintenanceModeHandler(IMaintenance maintenance) : IHandler<GetMaintenanceMode, MaintenanceAnswer>
{
    public Task<MaintenanceAnswer> Handle(GetMaintenanceMode request, CancellationToken cancellationToken)
    {
        var (enabled, reason, until) = maintenance.Current;
        return Task.FromResult(new MaintenanceAnswer(enabled, reason, until));
    }
}
