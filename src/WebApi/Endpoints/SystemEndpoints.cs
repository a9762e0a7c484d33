using PropOps.Application.Activity;
using PropOps.Application.Alerts;
using PropOps.Application.Health;
using PropOps.Application.Integrity;
using PropOps.Application.Maintenance;
using PropOps.Application.RateLimiting;
using PropOps.Application.Sync;
using PropOps.Application.UseCases;
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
        api.Get("/api/system/version").Only<GetVersion, VersionAnswer>("system.version.get").Limited(RateClass.Public);
        api.Post("/api/system/status").Action<ForceLicenseCheck, LicenseCheck>("force_license_check").Saying("No licence is required");
        api.Get("/api/system/maintenance-mode").Only<GetMaintenanceMode, MaintenanceAnswer>("system.maintenance_mode.get").Limited(RateClass.Public);
        api.Post("/api/system/maintenance-mode").Only<SetMaintenanceMode, MaintenanceState>("system.maintenance_mode.set");
        api.Get("/api/users/users")
            .Action<CheckUsersHealth, UsersHealth>("health_check")
            .Action<GetAccountActivity, SyncPage<ActivityLogEntry>>("get_audit_log");
        api.Get("/api/admin/activity-log").Only<ListActivity, SyncPage<ActivityLogEntry>>("admin.activity_log.list")
            .OrCsv<ListActivity, ActivityLogEntry>("activity-log", ActivityColumns.Exported);
        api.Get("/api/security/integrity").Only<GetIntegrityStatus, IntegrityStatus>("security.integrity.status");
        api.Get("/api/admin/rate-limits")
            .Default<ListRateLimits, RateLimitPage>("list")
            .Action<GetRateLimitState, Page<RateLimitState>>("state");
        api.Post("/api/admin/rate-limits")
            .Action<SaveRateLimit, RateLimitRow>("save").Saying("Rule saved")
            .Action<DeleteRateLimit, DeletedRule>("delete").Saying("Rule deleted")
            .Action<ClearRateLimits, ClearedCounters>("clear").Saying("Counters cleared");
        api.Get("/api/admin/alerts").Only<ListAlerts, SyncPage<AlertRow>>("system.alerts.list");
        api.Post("/api/admin/alerts").Action<AcknowledgeAlert, AlertRow>("acknowledge").WithId("system.alerts.acknowledge").Saying("Alert acknowledged");
    }
}
