using PropOps.Application.Input;
using PropOps.Application.Settings;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Jobs.Application.Jobs;
using PropOps.Jobs.Application.Visibility;
using PropOps.Jobs.Domain.Jobs;
using PropOps.Jobs.Domain.Visits;

namespace PropOps.Jobs.Application.Visits;

/// <summary>Offers times to choose from: for a further visit, or to move a confirmed one (VIS-4).</summary>
[Permission(VisitRows.Key, AccountTypes = [AccountType.Staff, AccountType.Agent, AccountType.Contractor, AccountType.Tenant])]
public sealed record ProposeVisit : ICommand
{
    [Alias("job_id")]
    public required Ref JobUuid { get; init; }

    /// <summary>All different, today or later, at most 365 days ahead. They take the place of those that are open.</summary>
    [Items(1, 5)]
    public required IReadOnlyList<SlotInput> Slots { get; init; }

    /// <summary>The confirmed visit that is to move.</summary>
    [Alias("visit_uuid")]
    public Ref? VisitId { get; init; }

    [Text(0, 500)]
    public string? Note { get; init; }
}

public sealed record SlotInput
{
    public required DateOnly Date { get; init; }

    /// <summary>Left out: one day.</summary>
    public DateOnly? EndDate { get; init; }

    public int? TimeRangeId { get; init; }
}

internal sealed class ProposeVisitHandler(VisitSteps steps, VisibleJobs visible, JobInput input, DoubleBooking doubleBooking, VisitRows rows, OrganisationDays days)
    : IHandler<ProposeVisit, Reply<ProposedVisit>>
{
    private const int DaysAhead = 365;

    public async Task<Reply<ProposedVisit>> Handle(ProposeVisit request, CancellationToken cancellationToken)
    {
        RequireSlots(request.Slots);
        var job = await visible.ForChange(request.JobUuid, cancellationToken);
        var step = new VisitStep(VisitAction.Propose, VisitOf(job, request.VisitId))
        {
            Slots = [.. request.Slots.Select((slot, index) => new VisitSlot(index + 1, slot.Date, slot.EndDate, slot.TimeRangeId))],
            Note = request.Note,
        };
        await steps.Take(job, revision => revision.Do(step), reason: null, allowConflict: false, $"{request.Slots.Count} times were proposed for {job.JobRef}", cancellationToken);
        var visit = step.Visit ?? job.Visits[^1];
        return new Reply<ProposedVisit>(
            new ProposedVisit(await rows.Of(job, visit, cancellationToken)) { Warnings = await doubleBooking.WarnOf(job, visit.Slots, cancellationToken) },
            request.Slots.Count == 1 ? "1 time proposed" : $"{request.Slots.Count} times proposed");
    }

    /// <summary>The one that is named, else the one that is proposed already, else a new one.</summary>
    private static Visit? VisitOf(Job job, Ref? named) => named is { } reference
        ? job.Visits.SingleOrDefault(visit => reference.Id is { } id ? visit.Id == id : visit.Uuid == reference.Uuid) ?? throw new NotFoundRefusal("Visit")
        : job.Visits.FirstOrDefault(visit => visit.Status == VisitStatus.Proposed);

    private void RequireSlots(IReadOnlyList<SlotInput> slots)
    {
        var (today, last) = (days.Today, days.Today.AddDays(DaysAhead));
        for (var index = 0; index < slots.Count; index++)
        {
            var slot = slots[index];
            if (slot.Date < today || slot.Date > last)
            {
                throw new InvalidRefusal($"slots[{index}].date");
            }

            JobInput.RequireDays(slot.Date, slot.EndDate, $"slots[{index}].end_date");
            input.RequireTimeRange(slot.TimeRangeId, stored: null, $"slots[{index}].time_range_id");
            if (slot.EndDate > last || slots.Take(index).Contains(slot))
            {
                throw new InvalidRefusal(slot.EndDate > last ? $"slots[{index}].end_date" : $"slots[{index}]");
            }
        }
    }
}
