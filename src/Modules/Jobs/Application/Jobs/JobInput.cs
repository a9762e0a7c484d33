using PropOps.Application.Identity;
using PropOps.Application.Input;
using PropOps.Application.Lookups;
using PropOps.Application.Settings;
using PropOps.Domain.Kernel;
using PropOps.Domain.Lookups;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Jobs.Application.Jobs;

/// <summary>Rules that hold for a job's details however they come in.</summary>
internal sealed class JobInput(ILookups lookups, ISettings settings)
{
    /// <summary>Ids of lookups: unknown, or switched off and not already on the record, is a 400 naming the field.</summary>
    public void RequireLookups(JobDetails details, JobDetails? stored = null)
    {
        Require<PriorityLookup>(details.PriorityId, stored?.PriorityId, "priority_id");
        Require<JobTypeLookup>(details.JobTypeId, stored?.JobTypeId, "job_type_id");
        if (details.TimeRangeId is { } range)
        {
            Require<TimeRangeLookup>(range, stored?.TimeRangeId, "time_range_id");
        }

        foreach (var tag in details.TagIds.Except(stored?.TagIds ?? []))
        {
            Require<TagLookup>(tag, null, "tag_ids");
        }

        if (details.WorksEnd is { } end && (details.WorksStart is null || end < details.WorksStart))
        {
            throw new InvalidRefusal("date_works_end_date");
        }
    }

    /// <summary>Any spelling in, E.164 stored.</summary>
    public string? Phone(string? number, string field) => number is null
        ? null
        : PhoneNumber.ToE164(number, settings.Get(OrganisationSettings.Country)) ?? throw new InvalidRefusal(field);

    private void Require<T>(int id, int? stored, string field)
        where T : Lookup
    {
        if (lookups.Find<T>(id) is not { } row || (!row.IsActive && id != stored))
        {
            throw new InvalidRefusal(field);
        }
    }
}
