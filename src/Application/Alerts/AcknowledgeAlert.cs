using PropOps.Application.Activity;
using PropOps.Application.Identity;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;
using PropOps.Domain.Alerts;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;

namespace PropOps.Application.Alerts;

/// <summary>Somebody looks after it. An anomaly is over by that; anything else once its cause has gone.</summary>
[Permission("api.admin.alerts.manage", AccountTypes = [AccountType.Staff])]
public sealed record AcknowledgeAlert : ICommand
{
    public required Guid Uuid { get; init; }

    [Text(0, 500)]
    public string? Note { get; init; }
}

internal sealed class AcknowledgeAlertHandler(IRepository<Alert> alerts, AlertRows rows, ICurrentUser currentUser, ActivityDraft activity, TimeProvider time)
    : IHandler<AcknowledgeAlert, AlertRow>
{
    public async Task<AlertRow> Handle(AcknowledgeAlert request, CancellationToken cancellationToken)
    {
        var alert = await alerts.Find(new AlertByUuid(request.Uuid), cancellationToken) ?? throw new NotFoundRefusal("Alert");
        alert.Acknowledge(currentUser.Actor, request.Note, time.GetUtcNow());
        activity.About("alert", alert.Id, alert.Uuid, $"The alert {alert.Component} {alert.Kind} was acknowledged", ["status", "note"]);
        return (await rows.Of([alert], cancellationToken))[0];
    }
}
