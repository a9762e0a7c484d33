using PropOps.Application.Activity;
using PropOps.Domain.Activity;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.Activity;

internal sealed class AuditDays(PropOpsDbContext db) : IAuditDays
{
    public void Keep(AuditDay day) => db.Add(day);
}
