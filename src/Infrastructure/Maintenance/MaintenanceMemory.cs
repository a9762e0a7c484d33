using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PropOps.Application.Maintenance;
using PropOps.Domain.Maintenance;
using PropOps.Infrastructure.Coherence;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.Maintenance;

internal sealed class MaintenanceModel : IEntityTypeConfiguration<MaintenanceMode>
{
    public void Configure(EntityTypeBuilder<MaintenanceMode> builder) => builder.ToTable("core_maintenance_mode");
}

/// <summary>As fresh as the change numbers: known to every node with the next request, or within half a second.</summary>
internal sealed class MaintenanceMemory(TimeProvider time) : IMaintenance, ICoherentCache
{
    private MaintenanceState _stored = MaintenanceState.Off;

    public ChangeKind Kind => ChangeKind.Rules;

    public MaintenanceState Current => _stored is { Enabled: true } stored && !(stored.Until <= time.GetUtcNow()) ? stored : MaintenanceState.Off;

    public async Task Refresh(PropOpsDbContext db, CancellationToken cancellationToken) =>
        _stored = await db.Set<MaintenanceMode>().AsNoTracking().Select(mode => new MaintenanceState(mode.IsOn, mode.Reason, mode.Until)).SingleOrDefaultAsync(cancellationToken)
            ?? MaintenanceState.Off;
}
