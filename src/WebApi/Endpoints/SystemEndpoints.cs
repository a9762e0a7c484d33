using PropOps.Application.Health;
using PropOps.Application.Identity;
using PropOps.WebApi.Operations;

namespace PropOps.WebApi.Endpoints;

internal sealed class SystemEndpoints : IEndpoints
{
    public void Map(OperationTable api)
    {
        api.Get("/api/system/heartbeat").Only<GetPlatformHealth, PlatformHealth>("system.heartbeat.health_check").Limited(RateClass.Public).LeavingSessionAlone();
        api.Post("/api/system/heartbeat").Only<Beat, Beaten>("system.heartbeat.beat").WithoutCsrf().LeavingSessionAlone().Saying("Activity updated");
        api.Get("/api/system/status").Only<GetSystemStatus, SystemStatus>("system.status.get");
        api.Get("/api/system/health/live").Only<GetLiveness, Liveness>("system.health.live").Limited(RateClass.None);
        api.Get("/api/system/health/ready").Only<GetReadiness, Readiness>("system.health.ready").Limited(RateClass.None);
    }
}
