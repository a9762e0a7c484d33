using PropOps.Application.Identity;
using PropOps.Application.Input;
using PropOps.Application.Lookups;
using PropOps.Application.Settings;
using PropOps.Domain.Kernel;
using PropOps.Domain.Lookups;
using PropOps.Jobs.Domain.Jobs;
using PropOps.Jobs.Domain.Visits;

namespace PropOps.Jobs.Application.Jobs;

/// <summary>Rules that hold for a job's details however they come in.</summary>
internal sealed class JobInput(ILookups lookups, ISettings settings)
{
    /// <summary>Ids of lookups: unknown, or switched off and not already on the record, is a 400 naming the field.</summary>
    public void RequireLookups(JobDetails details, JobDetails? stored = null)
    {
        Require<PriorityLookup>(details.PriorityId, stored?.PriorityId, "priority_id");
        Require<JobTypeLookup>(details.JobTypeId, stored?.JobTypeId, "job_type_id");
        foreach (var tag in details.TagIds.Except(stored?.TagIds ?? []))
        {
            Require<TagLookup>(tag, null, "tag_ids");
        }
    }

    /// <summary>What is left out of works dates stays as it is stored; with the start the rest of them goes.</summary>
    public WorksDates? Works(Patch<DateOnly?> start, Patch<DateOnly?> end, Patch<int?> timeRangeId, WorksDates? stored)
    {
        var first = start.Or(stored?.Start);
        var kept = first is null ? null : stored;
        return Works(first, end.Or(kept?.End), timeRangeId.Or(kept?.TimeRangeId), stored?.TimeRangeId);
    }

    /// <param name="storedRange">may be switched off by now.</param>
    public WorksDates? Works(DateOnly? start, DateOnly? end, int? timeRangeId, int? storedRange = null)
    {
        RequireDays(start, end, "date_works_end_date");
        if (start is null && timeRangeId is not null)
        {
            throw new InvalidRefusal("time_range_id");
        }

        RequireTimeRange(timeRangeId, storedRange, "time_range_id");
        return start is { } first ? new WorksDates(first, end, timeRangeId) : null;
    }

    /// <summary>An end is never before its start, and never without one.</summary>
    public static void RequireDays(DateOnly? start, DateOnly? end, string endField)
    {
        if (end is not null && (start is null || end < start))
        {
            throw new InvalidRefusal(endField);
        }
    }

    public void RequireTimeRange(int? id, int? stored, string field)
    {
        if (id is { } range)
        {
            Require<TimeRangeLookup>(range, stored, field);
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
