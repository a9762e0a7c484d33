using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PropOps.Application.Activity;
using PropOps.Application.Alerts;
using PropOps.Application.Persistence;
using PropOps.Domain.Alerts;
using PropOps.Infrastructure.Encryption;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.Alerts;

internal sealed class AlertModel : IEntityTypeConfiguration<Alert>
{
    public void Configure(EntityTypeBuilder<Alert> builder)
    {
        builder.ToTable("core_alerts");
        builder.Property(alert => alert.Severity).HasConversion<string>();
        builder.Property(alert => alert.Status).HasConversion<string>();
        builder.Property(alert => alert.IpAddress).IsEncryptedOrNull();
        builder.Property(alert => alert.Files).HasConversion(
            files => JsonSerializer.Serialize(files, JsonSerializerOptions.Default),
            json => JsonSerializer.Deserialize<FileDifference[]>(json, JsonSerializerOptions.Default)!,
            new ValueComparer<IReadOnlyList<FileDifference>>((left, right) => (left ?? Array.Empty<FileDifference>()).SequenceEqual(right ?? Array.Empty<FileDifference>()), files => files.Count, files => files.ToArray()));
        builder.HasIndex(alert => new { alert.Component, alert.Kind, alert.Subject });
        builder.HasIndex(alert => new { alert.Status, alert.CreatedAt });
        builder.HasIndex(alert => alert.UpdatedAt);
    }
}

internal sealed class AlertCauseModel : IEntityTypeConfiguration<AlertCause>
{
    public void Configure(EntityTypeBuilder<AlertCause> builder)
    {
        builder.ToTable("core_alert_causes");
        builder.HasIndex(cause => new { cause.Component, cause.Kind, cause.Subject }).IsUnique();
    }
}

internal sealed partial class Alerts(PropOpsDbContext db, ITransaction transaction, IServiceScopeFactory scopes, TimeProvider time, ILogger<Alerts> logger) : IAlerts
{
    public Task Raise(AlertDraft draft, CancellationToken cancellationToken) => Later(draft.Component, draft.Kind, draft.Subject, async alerts =>
    {
        var now = time.GetUtcNow();
        if (!await alerts.Any(new LiveAlert(draft.Component, draft.Kind, draft.Subject), CancellationToken.None)
            && !(draft.OnceIn > TimeSpan.Zero && await alerts.Any(new AlertsSince(draft.Component, draft.Kind, draft.Subject, now - draft.OnceIn), CancellationToken.None)))
        {
            alerts.Add(new Alert(draft, now));
        }
    });

    public Task Resolve(string component, string kind, string? subject, CancellationToken cancellationToken) => Later(component, kind, subject, async alerts =>
    {
        foreach (var alert in await alerts.List(new LiveAlerts(component, kind), CancellationToken.None))
        {
            if (subject is null || alert.Subject == subject)
            {
                alert.Resolve(time.GetUtcNow());
            }
        }
    });

    private Task Later(string component, string kind, string? subject, Func<IRepository<Alert>, Task> work)
    {
        if (db.Database.CurrentTransaction is null)
        {
            return Now();
        }

        transaction.AfterEnd(Now);
        return Task.CompletedTask;

        async Task Now()
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var own = scope.ServiceProvider.GetRequiredService<ITransaction>();
                await own.Run(
                    async () =>
                    {
                        // Two nodes that see the same thing at once open one.
                        await own.FollowOthers($"alert:{component}:{kind}:{subject}", CancellationToken.None);
                        await work(scope.ServiceProvider.GetRequiredService<IRepository<Alert>>());
                        return true;
                    },
                    CancellationToken.None);
            }
            catch (Exception exception)
            {
                LogLost(logger, component, kind, Unforeseen.Describe(exception));
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "An alert ({Component} {Kind}) could not be kept: {What}")]
    private static partial void LogLost(ILogger logger, string component, string kind, string what);
}
