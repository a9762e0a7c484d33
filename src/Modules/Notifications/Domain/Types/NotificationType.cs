using PropOps.Domain.Identity;
using static PropOps.Domain.Identity.AccountType;

namespace PropOps.Notifications.Domain.Types;

/// <summary>One row of the contract's table: which event tells whom, through which channels, with which template.</summary>
/// <param name="To">account type → who:channels. Channels i in-app, e email, p push, w WhatsApp or SMS; small = on by default, capital = offered but off by default.</param>
public sealed record NotificationType(string Type, string Category, IReadOnlyList<string> Events, IReadOnlyDictionary<AccountType, string> To, string EmailTemplate)
{
    /// <summary>What an account must hold to be told of types of this category.</summary>
    public string CategoryKey => $"notifications.{Category}";

    /// <summary>The account types told by mail unless they chose otherwise, and which party of the record each is.</summary>
    public IEnumerable<(AccountType Type, string Who)> MailedByDefault =>
        from entry in To
        let parts = entry.Value.Split(':')
        where parts[1].Contains('e', StringComparison.Ordinal)
        select (entry.Key, parts[0]);
}

/// <summary>The types whose events and receivers exist.</summary>
public static class NotificationTypes
{
    public static IReadOnlyList<NotificationType> All { get; } =
    [
        new("job_created", "jobs", ["job.created"], To((Staff, "all:iEP"), (Agent, "job:ieP"), (Tenant, "job:eW"), (Landlord, "job:E")), "job_created"),
        new("job_assigned", "jobs", ["job.assigned", "job.assignment_notification_requested"], To((Contractor, "job:iepW")), "job_assigned"),
        new("contractor_assigned", "jobs", ["job.assigned"], To((Staff, "owner:iE"), (Agent, "job:ie"), (Tenant, "job:eW"), (Landlord, "job:E")), "contractor_assigned"),
        new("job_unassigned", "jobs", ["job.unassigned"], To((Contractor, "previous:iep")), "job_unassigned"),
        new("job_accepted", "jobs", ["job.accepted"], To((Staff, "owner:iE"), (Agent, "job:iE")), "job_accepted"),
        new("job_declined", "jobs", ["job.declined"], To((Staff, "owner:iep"), (Agent, "job:ie")), "job_declined"),
        new("job_update", "jobs", ["job.status_changed"], To((Staff, "owner:iE"), (Agent, "job:ie"), (Contractor, "job:ieP"), (Tenant, "job:EW"), (Landlord, "job:E")), "job_update"),
        new("visit_proposed", "jobs", ["visit.proposed"], To((Staff, "owner:i"), (Agent, "job:ie"), (Contractor, "job:iep"), (Tenant, "job:eW")), "visit_proposed"),
        new("appointment_booked", "jobs", ["visit.confirmed"], To((Staff, "owner:I"), (Agent, "job:i"), (Contractor, "job:iep"), (Tenant, "job:eW")), "appointment_booked"),
        new("appointment_cancelled", "jobs", ["visit.cancelled"], To((Agent, "job:i"), (Contractor, "job:iep"), (Tenant, "job:e")), "appointment_cancelled"),
        new("visit_no_access", "jobs", ["visit.no_access"], To((Staff, "owner:ie"), (Agent, "job:ie"), (Tenant, "job:e")), "visit_no_access"),
        new("job_completed", "jobs", ["job.completed"], To((Staff, "owner:ie"), (Agent, "job:ie"), (Tenant, "job:eW"), (Landlord, "job:E")), "job_completed"),
        new("job_closed", "jobs", ["job.closed"], To((Agent, "job:iE"), (Contractor, "job:iE")), "job_closed"),
        new("job_cancelled", "jobs", ["job.cancelled"], To((Staff, "owner:i"), (Agent, "job:ie"), (Contractor, "job:iep"), (Tenant, "job:eW")), "job_cancelled"),
        new("password_changed", "security", ["user.password_changed"], ToSubject("ie", portal: "e"), "password_changed"),
        new("mfa_changed", "security", ["user.mfa_changed"], To((Staff, "subject:ie"), (Agent, "subject:ie"), (Contractor, "subject:ie")), "mfa_changed"),
        new("password_breach", "security", ["user.password_breached"], ToSubject("ie", portal: "e"), "password_breach"),
        new("session_alert", "security", ["security.new_sign_in"], ToSubject("ie", portal: "e"), "session_alert"),
        new("account_locked", "security", ["user.locked"], ToSubject("e", portal: "e"), "account_locked"),
        new("impersonation", "security", ["user.impersonation_changed"], To((Staff, "subject:ie"), (Agent, "subject:ie"), (Contractor, "subject:ie")), "impersonation"),
    ];

    public static IEnumerable<NotificationType> For(string eventName) => All.Where(type => type.Events.Contains(eventName));

    private static Dictionary<AccountType, string> ToSubject(string channels, string portal) => To(
        (Staff, $"subject:{channels}"), (Agent, $"subject:{channels}"), (Contractor, $"subject:{channels}"), (Landlord, $"subject:{portal}"), (Tenant, $"subject:{portal}"));

    private static Dictionary<AccountType, string> To(params (AccountType Type, string Who)[] entries) => entries.ToDictionary(entry => entry.Type, entry => entry.Who);
}
