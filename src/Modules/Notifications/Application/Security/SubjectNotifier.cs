using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PropOps.Application.BackgroundJobs;
using PropOps.Application.Events;
using PropOps.Application.Identity;
using PropOps.Application.Persistence;
using PropOps.Application.Settings;
using PropOps.Domain.Identity;
using PropOps.Notifications.Application.Email;
using PropOps.Notifications.Domain.Deliveries;
using PropOps.Notifications.Domain.Types;

namespace PropOps.Notifications.Application.Security;

/// <summary>
/// Writes the deliveries by which an account's owner is warned of what happened to it. These types are mandatory: no key,
/// switch or choice stops them, and whoever did it themselves is told as well (NOTIFY-2, NOTIFY-4).
/// </summary>
internal sealed class SubjectNotifier(
    IReadDb db, PortalAccess portal, IRepository<Delivery> deliveries, IBackgroundJobs backgroundJobs, ISettings settings, TimeProvider time)
{
    private const string Subject = "subject";

    /// <param name="words">what the template uses besides what every mail has; instants are told in the reader's own time.</param>
    public async Task Notify(EventEnvelope envelope, Guid accountUuid, Dictionary<string, object> words, CancellationToken cancellationToken)
    {
        // By the time of the mail the account may have been suspended, or be gone (NOTIFY-5, NOTIFY-6).
        if (await db.Of<User>().SingleOrDefaultAsync(user => user.Uuid == accountUuid, cancellationToken) is not { MaySignIn: true } account || !portal.LetsIn(account.AccountType))
        {
            return;
        }

        foreach (var type in NotificationTypes.For(envelope.Type).Where(type => type.MailedByDefault.Contains((account.AccountType, Subject))))
        {
            var delivery = new Delivery(
                new NewDelivery(
                    DeliveryChannel.Email, type.Type, envelope.Id, account.Uuid, account.Email, type.EmailTemplate,
                    JsonSerializer.Serialize(Variables(account, words)), Secrets: null, JobUuid: null, $"{envelope.Id:N}:{type.Type}:account:{account.Uuid}:email"),
                time.GetUtcNow());
            deliveries.Add(delivery);
            backgroundJobs.EnqueueAfterCommit<DeliverEmail>(delivery.Id);
        }
    }

    private Dictionary<string, string> Variables(User account, Dictionary<string, object> words)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(account.TimeZone ?? settings.Get(OrganisationSettings.TimeZone));
        var language = CultureInfo.GetCultureInfo(settings.Get(OrganisationSettings.Language));
        var url = settings.Get(OrganisationSettings.Url);
        Dictionary<string, string> variables = new()
        {
            ["recipient_name"] = account.Name,
            ["organisation_name"] = settings.Get(OrganisationSettings.Name),
            ["support_email"] = settings.Get(OrganisationSettings.SupportEmail) ?? "",
            ["app_url"] = url,
            ["login_url"] = $"{url.TrimEnd('/')}/sign-in",

            // What somebody is warned of has no record to open, and a warning that asks for a click teaches the wrong thing.
            ["action_url"] = "",
        };
        foreach (var (name, word) in words)
        {
            variables[name] = word is DateTimeOffset instant ? TimeZoneInfo.ConvertTime(instant, zone).ToString("f", language) : (string)word;
        }

        return variables;
    }
}
