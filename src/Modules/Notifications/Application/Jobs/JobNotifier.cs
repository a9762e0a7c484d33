using System.Globalization;
using System.Text.Json;
using PropOps.Application.BackgroundJobs;
using PropOps.Application.Contracts.Jobs;
using PropOps.Application.Events;
using PropOps.Application.Persistence;
using PropOps.Application.Settings;
using PropOps.Notifications.Application.Email;
using PropOps.Notifications.Application.Recipients;
using PropOps.Notifications.Domain.Deliveries;
using PropOps.Notifications.Domain.Types;

namespace PropOps.Notifications.Application.Jobs;

/// <summary>What only the event itself can say.</summary>
internal sealed record EventWords
{
    public string? Reason { get; init; }

    /// <summary>Where the job came to; by the time of the mail it may have gone on.</summary>
    public string? Status { get; init; }

    public string? PreviousStatus { get; init; }
}

/// <summary>Writes the deliveries that an event of a job asks for; the mails go out after the commit.</summary>
internal sealed class JobNotifier(
    IJobParties jobs,
    JobRecipients recipients,
    IRepository<Delivery> deliveries,
    IBackgroundJobs backgroundJobs,
    ISettings settings,
    TimeProvider time)
{
    public async Task Notify(
        EventEnvelope envelope, Guid jobUuid, IReadOnlyList<NotificationType> types, Guid? previousContractorUuid, EventWords words, CancellationToken cancellationToken)
    {
        if (await jobs.Of(jobUuid, cancellationToken) is not { } parties)
        {
            return;
        }

        foreach (var type in types)
        {
            foreach (var recipient in await recipients.Of(type, parties, previousContractorUuid, envelope.Actor.Uuid, cancellationToken))
            {
                var delivery = new Delivery(
                    new NewDelivery(
                        DeliveryChannel.Email, type.Type, envelope.Id, recipient.Uuid, recipient.Address, type.EmailTemplate,
                        JsonSerializer.Serialize(Variables(parties, recipient, words)), jobUuid, $"{envelope.Id:N}:{type.Type}:{recipient.Key}:email"),
                    time.GetUtcNow());
                deliveries.Add(delivery);
                backgroundJobs.EnqueueAfterCommit<DeliverEmail>(delivery.Id);
            }
        }
    }

    private Dictionary<string, string> Variables(JobParties parties, Recipient recipient, EventWords words) => new()
    {
        ["recipient_name"] = recipient.Name,
        ["organisation_name"] = settings.Get(OrganisationSettings.Name),
        ["support_email"] = settings.Get(OrganisationSettings.SupportEmail) ?? "",
        ["app_url"] = settings.Get(OrganisationSettings.Url),
        ["action_url"] = $"{settings.Get(OrganisationSettings.Url).TrimEnd('/')}/jobs/{parties.JobUuid}",
        ["job_ref"] = parties.Words.JobRef,
        ["job_title"] = parties.Words.JobTitle,
        ["job_type"] = parties.Words.JobType,
        ["priority"] = parties.Words.Priority,
        ["status"] = words.Status ?? parties.Words.Status,
        ["previous_status"] = words.PreviousStatus ?? "",
        ["reason"] = words.Reason ?? "",
        ["branch_name"] = parties.Words.BranchName ?? "",
        ["property_address"] = parties.Words.PropertyAddress,
        ["agent_name"] = parties.Words.AgentName ?? "",
        ["contractor_name"] = parties.Words.ContractorName ?? "",
        ["appointment_date"] = parties.Words.AppointmentDate?.ToString("D", CultureInfo.GetCultureInfo(settings.Get(OrganisationSettings.Language))) ?? "",
        ["appointment_slot"] = parties.Words.AppointmentSlot ?? "",
    };
}
