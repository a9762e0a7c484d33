using System.Text.Json;
using PropOps.Application.BackgroundJobs;
using PropOps.Application.Contracts.Notifications;
using PropOps.Application.Persistence;
using PropOps.Application.Settings;
using PropOps.Notifications.Application.Email;
using PropOps.Notifications.Domain.Deliveries;

namespace PropOps.Notifications.Application.Security;

/// <summary>Rule 46: a mail with a secret is a delivery like any other, but for what it keeps.</summary>
internal sealed class SecurityMails(IRepository<Delivery> deliveries, IBackgroundJobs backgroundJobs, MailReach reach, ISettings settings, TimeProvider time) : ISecurityMail
{
    public bool HasRelay => reach.HasRelay;

    public void Queue(SecurityMail mail)
    {
        var delivery = new Delivery(
            new NewDelivery(
                DeliveryChannel.Email, EventType: null, SourceEventId: null, mail.To.AccountUuid, mail.To.Address, mail.Template, JsonSerializer.Serialize(Variables(mail)),
                new MailSecrets(JsonSerializer.Serialize(mail.Secrets), mail.ExpiresAt), JobUuid: null, $"{mail.Template}:{Guid.CreateVersion7():N}"),
            time.GetUtcNow());
        deliveries.Add(delivery);
        backgroundJobs.EnqueueAfterCommit<DeliverEmail>(delivery.Id);
    }

    private Dictionary<string, string> Variables(SecurityMail mail) => new(mail.Variables)
    {
        ["recipient_name"] = mail.To.Name,
        ["organisation_name"] = settings.Get(OrganisationSettings.Name),
        ["support_email"] = settings.Get(OrganisationSettings.SupportEmail) ?? "",
        ["app_url"] = settings.Get(OrganisationSettings.Url),
        ["action_url"] = "",
    };
}
