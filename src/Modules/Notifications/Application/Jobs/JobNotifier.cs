using System.Globalization;
using System.Text.Json;
using PropOps.Application.BackgroundJobs;
using PropOps.Application.Contracts.Jobs;
using PropOps.Application.Events;
using PropOps.Application.Lookups;
using PropOps.Application.Persistence;
using PropOps.Application.Settings;
using PropOps.Domain.Lookups;
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

    /// <summary>The visit it is about, else the job's next one.</summary>
    public AppointmentWords? Appointment { get; init; }

    /// <summary>When it was to be before.</summary>
    public DateOnly? PreviousDate { get; init; }

    /// <summary>The times to choose from.</summary>
    public IReadOnlyList<AppointmentWords> Slots { get; init; } = [];

    /// <summary>The firm that had the job until then.</summary>
    public Guid? PreviousContractorUuid { get; init; }

    /// <summary>The type that whoever did it wants nobody to get.</summary>
    public string? Unsent { get; init; }
}

internal sealed record AppointmentWords(DateOnly Start, DateOnly? End, int? TimeRangeId);

/// <summary>Writes the deliveries that an event of a job asks for; the mails go out after the commit.</summary>
internal sealed class JobNotifier(
    IJobParties jobs,
    JobRecipients recipients,
    IRepository<Delivery> deliveries,
    IBackgroundJobs backgroundJobs,
    ISettings settings,
    ILookups lookups,
    TimeProvider time)
{
    public async Task Notify(EventEnvelope envelope, Guid jobUuid, EventWords words, CancellationToken cancellationToken)
    {
        if (await jobs.Of(jobUuid, cancellationToken) is not { } parties)
        {
            return;
        }

        foreach (var type in NotificationTypes.For(envelope.Type).Where(type => type.Type != words.Unsent))
        {
            foreach (var recipient in await recipients.Of(type, parties, words.PreviousContractorUuid, envelope.Actor, cancellationToken))
            {
                var delivery = new Delivery(
                    new NewDelivery(
                        DeliveryChannel.Email, type.Type, envelope.Id, recipient.Uuid, recipient.Address, type.EmailTemplate,
                        JsonSerializer.Serialize(Variables(parties, recipient, words)), Secrets: null, jobUuid, $"{envelope.Id:N}:{type.Type}:{recipient.Key}:email"),
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
        ["appointment_date"] = words.Appointment is { } appointment ? Days(appointment) : Day(parties.Words.AppointmentDate),
        ["appointment_slot"] = words.Appointment is null ? parties.Words.AppointmentSlot ?? "" : Hours(words.Appointment),
        ["previous_date"] = Day(words.PreviousDate),
        ["appointment_slots"] = string.Join('\n', words.Slots.Select(slot => $"{Days(slot)} {Hours(slot)}".TrimEnd())),
    };

    private string Days(AppointmentWords appointment) =>
        appointment.End is { } end && end != appointment.Start ? $"{Day(appointment.Start)} to {Day(end)}" : Day(appointment.Start);

    private string Day(DateOnly? day) => day?.ToString("D", CultureInfo.GetCultureInfo(settings.Get(OrganisationSettings.Language))) ?? "";

    private string Hours(AppointmentWords appointment) => appointment.TimeRangeId is { } range ? lookups.NameOf<TimeRangeLookup>(range) : "";
}
