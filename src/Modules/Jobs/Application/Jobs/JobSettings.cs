using PropOps.Application.Settings;

namespace PropOps.Jobs.Application.Jobs;

/// <summary>What an administrator decides about jobs at run time.</summary>
internal static class JobSettings
{
    public static readonly SettingKey<string> RefPrefix = new("jobs.ref_prefix", "JOB-");

    /// <summary>The member of staff in charge where nobody of staff made the job.</summary>
    public static readonly SettingKey<long?> DefaultOwnerId = new("jobs.default_owner_id", null);

    /// <summary>An assigned contractor counts as accepted.</summary>
    public static readonly SettingKey<bool> AutoAcceptAssignments = new("jobs.auto_accept_assignments", false);

    /// <summary>An accepted contractor books and moves visits by themselves; else they propose, and the agency or the tenant confirms.</summary>
    public static readonly SettingKey<bool> ContractorsMaySchedule = new("jobs.contractors_may_schedule", true);

    /// <summary>What a second booking of a contractor at one time meets: <c>warn</c>, <c>refuse</c> or <c>off</c> (CAL-4).</summary>
    public static readonly SettingKey<string> DoubleBooking = new("jobs.double_booking", "warn");

    /// <summary>A job is closed only once its money is settled.</summary>
    public static readonly SettingKey<bool> CloseRequiresSettlement = new("jobs.close_requires_settlement", true);

    /// <summary>How long a closed or cancelled job stays before it is archived; 0 = until somebody does it.</summary>
    public static readonly SettingKey<int> ArchiveAfterDays = new("jobs.archive_after_days", 90);

    public static readonly SettingKey<decimal> DefaultVatPercentage = new("finance.default_vat_percentage", 20.00m);
}
