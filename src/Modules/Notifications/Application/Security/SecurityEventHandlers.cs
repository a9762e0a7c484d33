using Microsoft.EntityFrameworkCore;
using PropOps.Application.Contracts.Identity;
using PropOps.Application.Events;
using PropOps.Application.Identity;
using PropOps.Application.Identity.NewAddress;
using PropOps.Application.Persistence;
using PropOps.Domain.Identity;

namespace PropOps.Notifications.Application.Security;

internal sealed class SendPasswordChangedMail(SubjectNotifier notifier) : IIntegrationEventHandler<UserPasswordChanged>
{
    public Task Handle(UserPasswordChanged integrationEvent, EventEnvelope envelope, CancellationToken cancellationToken) =>
        notifier.Notify(envelope, integrationEvent.UserUuid, new() { ["changed_at"] = envelope.Timestamp }, cancellationToken);
}

internal sealed class SendSecondFactorChangedMail(SubjectNotifier notifier) : IIntegrationEventHandler<UserMfaChanged>
{
    public Task Handle(UserMfaChanged integrationEvent, EventEnvelope envelope, CancellationToken cancellationToken) =>
        notifier.Notify(envelope, integrationEvent.UserUuid, new() { ["changed_at"] = envelope.Timestamp, ["outcome"] = OutcomeOf(integrationEvent) }, cancellationToken);

    private static string OutcomeOf(UserMfaChanged changed) => changed switch
    {
        { Change: "recovery_codes" } => "given new recovery codes",
        { IsEnabled: true } => "switched on",
        { By: "admin" } => "switched off by an administrator",
        _ => "switched off",
    };
}

internal sealed class SendPasswordBreachMail(SubjectNotifier notifier) : IIntegrationEventHandler<UserPasswordBreached>
{
    public Task Handle(UserPasswordBreached integrationEvent, EventEnvelope envelope, CancellationToken cancellationToken) =>
        notifier.Notify(envelope, integrationEvent.UserUuid, [], cancellationToken);
}

internal sealed class SendNewSignInMail(SubjectNotifier notifier, IReadDb db) : IIntegrationEventHandler<NewSignIn>
{
    public async Task Handle(NewSignIn integrationEvent, EventEnvelope envelope, CancellationToken cancellationToken)
    {
        var session = await db.Of<Session>().SingleOrDefaultAsync(session => session.Uuid == integrationEvent.SessionUuid, cancellationToken);
        await notifier.Notify(
            envelope,
            integrationEvent.UserUuid,
            new() { ["changed_at"] = envelope.Timestamp, ["device"] = DeviceName.Of(session?.UserAgent), ["location"] = NetworkAddress.Of(session?.IpAddress) },
            cancellationToken);
    }
}

internal sealed class SendAccountLockedMail(SubjectNotifier notifier) : IIntegrationEventHandler<UserLocked>
{
    public Task Handle(UserLocked integrationEvent, EventEnvelope envelope, CancellationToken cancellationToken) =>
        integrationEvent.Until is { } until
            ? notifier.Notify(envelope, integrationEvent.UserUuid, new() { ["locked_until"] = until }, cancellationToken)
            : Task.CompletedTask;
}

internal sealed class SendImpersonationMail(SubjectNotifier notifier) : IIntegrationEventHandler<UserImpersonationChanged>
{
    public Task Handle(UserImpersonationChanged integrationEvent, EventEnvelope envelope, CancellationToken cancellationToken) =>
        integrationEvent is { IsActive: true, ExpiresAt: { } until }
            ? notifier.Notify(envelope, integrationEvent.UserUuid, new() { ["reason"] = integrationEvent.Reason ?? "", ["expires_at"] = until }, cancellationToken)
            : Task.CompletedTask;
}
