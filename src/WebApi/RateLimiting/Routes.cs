using PropOps.Application.RateLimiting;
using PropOps.Domain.RateLimiting;
using PropOps.Infrastructure.RateLimiting;
using PropOps.WebApi.Operations;

namespace PropOps.WebApi.RateLimiting;

/// <summary>The endpoints of the operation tables.</summary>
internal sealed class Routes(OperationTable table) : IRoutes
{
    public RateClass? ClassOf(string method, string path) => table.Paths
        .FirstOrDefault(served => (method == RateLimitRule.AnyMethod || served.Method == method) && RateLimitRules.Comparable(served.Path) == RateLimitRules.Comparable(path))
        ?.Reachable[0].Operation.RateClass;
}
