using PropOps.Application.Input;
using PropOps.Application.Settings;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Jobs.Application.Jobs;
using PropOps.Jobs.Domain.Visits;

namespace PropOps.Jobs.Application.Visits;

/// <summary>Agrees to one of the times that another party proposed (VIS-3, VIS-5).</summary>
[Permission(VisitRows.Key, AccountTypes = [AccountType.Staff, AccountType.Agent, AccountType.Contractor, AccountType.Tenant])]
public sealed record ConfirmVisit : ICommand
{
    [Alias("visit_uuid")]
    public required Ref VisitId { get; init; }

    /// <summary>Position of the slot; needed unless one alone is open.</summary>
    [Limits(1, 5)]
    public int? Slot { get; init; }

    /// <summary>Staff: a contractor who is booked elsewhere only warns.</summary>
    public bool AllowConflict { get; init; }
}

internal sealed class ConfirmVisitHandler(VisitSteps steps, VisitRows rows, JobRows jobRows, OrganisationDays days) : IHandler<ConfirmVisit, Reply<ConfirmedVisit>>
{
    public async Task<Reply<ConfirmedVisit>> Handle(ConfirmVisit request, CancellationToken cancellationToken)
    {
        var (job, visit) = await steps.ForChange(request.VisitId, cancellationToken);
        var step = new VisitStep(VisitAction.Confirm, visit) { Slot = request.Slot ?? OnlySlot(visit) };
        var warnings = await steps.Take(job, revision => revision.Do(step), reason: null, request.AllowConflict, $"A visit of {job.JobRef} was confirmed", cancellationToken);
        return new Reply<ConfirmedVisit>(
            new ConfirmedVisit(await rows.Of(job, visit, cancellationToken), new SavedJob(await jobRows.Of(job, cancellationToken)) { Warnings = warnings }),
            $"Visit confirmed for {visit.Start:yyyy-MM-dd}");
    }

    /// <returns>0 where none is open: the state machine has the words for that.</returns>
    private int OnlySlot(Visit visit) => visit.OpenSlots(days.Today).Take(2).ToList() switch
    {
        [] => 0,
        [var only] => only.Position,
        _ => throw new InvalidRefusal("slot"),
    };
}
