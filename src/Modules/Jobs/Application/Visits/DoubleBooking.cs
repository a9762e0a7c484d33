using Microsoft.EntityFrameworkCore;
using PropOps.Application.Identity;
using PropOps.Application.Lookups;
using PropOps.Application.Names;
using PropOps.Application.Persistence;
using PropOps.Application.Settings;
using PropOps.Domain.Directory;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Domain.Lookups;
using PropOps.Jobs.Application.Jobs;
using PropOps.Jobs.Application.Visibility;
using PropOps.Jobs.Domain.Jobs;
using PropOps.Jobs.Domain.Visits;

namespace PropOps.Jobs.Application.Visits;

/// <summary>Asks whether a contractor is expected at two places at one time, and does what the organisation wants then (CAL-3, CAL-4).</summary>
internal sealed class DoubleBooking(
    IReadDb db, IRepository<Contractor> contractors, VisibleJobs visible, INames names, ILookups lookups, ISettings settings, ICurrentUser currentUser)
{
    private const int MostNamed = 3;

    /// <param name="bookings">of this job, new in somebody's calendar.</param>
    /// <returns>warnings.</returns>
    /// <exception cref="ConflictRefusal">where double booking is refused, unless staff allow it.</exception>
    /// <exception cref="ForbiddenRefusal">whoever is not staff has nothing to allow.</exception>
    public async Task<IReadOnlyList<string>> Check(Job job, IEnumerable<Visit> bookings, bool allowConflict, CancellationToken cancellationToken)
    {
        if (allowConflict && currentUser.RequireCaller().Type != AccountType.Staff)
        {
            throw new ForbiddenRefusal();
        }

        var rule = settings.Get(JobSettings.DoubleBooking);
        var warnings = new List<string>();
        foreach (var visit in rule == "off" ? [] : bookings)
        {
            if (rule == "refuse" && !allowConflict)
            {
                await RequireFree(job, visit, cancellationToken);
            }
            else
            {
                warnings.AddRange(await Warnings(job, visit.ContractorId!.Value, visit.Dates!, cancellationToken));
            }
        }

        return warnings;
    }

    /// <summary>What is only proposed takes nobody's day, so that it warns whatever the organisation wants (VIS-5).</summary>
    public async Task<IReadOnlyList<string>> WarnOf(Job job, IEnumerable<VisitSlot> slots, CancellationToken cancellationToken)
    {
        if (job.ContractorId is not { } contractorId || settings.Get(JobSettings.DoubleBooking) == "off")
        {
            return [];
        }

        var warnings = new List<string>();
        foreach (var slot in slots)
        {
            warnings.AddRange(await Warnings(job, contractorId, new WorksDates(slot.Date, slot.EndDate, slot.TimeRangeId), cancellationToken));
        }

        return [.. warnings.Distinct()];
    }

    private async Task RequireFree(Job job, Visit visit, CancellationToken cancellationToken)
    {
        // The firm's row is the lock of its calendar: of two jobs that book it at one moment, the second sees what the first did.
        await contractors.Find(new ContractorById(visit.ContractorId!.Value), cancellationToken);
        if (await Taken(job, visit.ContractorId.Value, visit.Dates!, cancellationToken) is [var taken, ..])
        {
            throw new ConflictRefusal($"{taken.Firm} is already booked on {taken.Where} on {taken.When}");
        }
    }

    private async Task<IEnumerable<string>> Warnings(Job job, long contractorId, WorksDates dates, CancellationToken cancellationToken) =>
        from taken in (await Taken(job, contractorId, dates, cancellationToken)).Take(MostNamed)
        select $"{taken.Firm} is booked on {taken.Where} on {taken.When}.";

    /// <summary>Confirmed visits of other open jobs on a common day and at a common time. A job that the caller does not see is not named.</summary>
    private async Task<IReadOnlyList<TakenTime>> Taken(Job job, long contractorId, WorksDates dates, CancellationToken cancellationToken)
    {
        if (RangeOf(dates) is not { } wanted)
        {
            return [];
        }

        var (open, lastDay) = (JobStatuses.Open, dates.LastDay);
        var seen = await visible.Query(cancellationToken);
        var others = await (
            from visit in db.Of<Visit>()
            join other in db.Of<Job>() on visit.JobId equals other.Id
            where visit.ContractorId == contractorId && visit.Status == VisitStatus.Confirmed && visit.JobId != job.Id && open.Contains(other.Status)
            where visit.Start <= lastDay && (visit.End ?? visit.Start) >= dates.Start
            orderby visit.Start, visit.Id
            select new { Dates = new WorksDates(visit.Start!.Value, visit.End, visit.TimeRangeId), other.JobRef, IsVisible = seen.Any(job => job.Id == other.Id) })
            .ToListAsync(cancellationToken);
        var firm = (await names.One(NameKind.Contractor, contractorId, cancellationToken))!.Name;
        return
        [
            .. from other in others
               let range = RangeOf(other.Dates)
               where range is not null && range.Start < wanted.End && wanted.Start < range.End
               let day = other.Dates.Start > dates.Start ? other.Dates.Start : dates.Start
               select new TakenTime(firm, other.IsVisible ? other.JobRef : "another job", $"{day:yyyy-MM-dd} ({range.Name})"),
        ];
    }

    /// <summary>null where it takes no time of the day: none is given, or any.</summary>
    private TimeRangeLookup? RangeOf(WorksDates dates) =>
        dates.TimeRangeId is { } id && lookups.Find<TimeRangeLookup>(id) is { Start: not null, End: not null } range ? range : null;

    private sealed record TakenTime(string Firm, string Where, string When);
}
