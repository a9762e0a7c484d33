using PropOps.Application.Input;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Jobs.Application.Jobs;
using PropOps.Jobs.Domain.Visits;

namespace PropOps.Jobs.Application.Visits;

/// <summary>What became of a visit; it moves no status of the job (VIS-7).</summary>
[Permission(VisitRows.Key, AccountTypes = [AccountType.Staff, AccountType.Agent, AccountType.Contractor])]
public sealed record RecordOutcome : ICommand
{
    [Alias("visit_uuid")]
    public required Ref VisitId { get; init; }

    public required VisitOutcome Outcome { get; init; }

    /// <summary>Needed where nobody let them in, and to correct an outcome.</summary>
    [Text(3, 500)]
    public string? Reason { get; init; }
}

public enum VisitOutcome
{
    Done,
    PartDone,
    NoAccess,
}

internal sealed class RecordOutcomeHandler(VisitSteps steps, VisitRows rows, JobRows jobRows) : IHandler<RecordOutcome, ChangedVisit>
{
    public async Task<ChangedVisit> Handle(RecordOutcome request, CancellationToken cancellationToken)
    {
        var (job, visit) = await steps.ForChange(request.VisitId, cancellationToken);
        var (action, status) = request.Outcome switch
        {
            VisitOutcome.Done => (VisitAction.Done, VisitStatus.Done),
            VisitOutcome.PartDone => (VisitAction.PartDone, VisitStatus.PartDone),
            _ => (VisitAction.NoAccess, VisitStatus.NoAccess),
        };
        var step = new VisitStep(visit.HasOutcome ? VisitAction.Correct : action, visit) { Outcome = status, Reason = request.Reason };
        await steps.Take(job, revision => revision.Do(step), request.Reason, allowConflict: false, $"The outcome of a visit of {job.JobRef} was told", cancellationToken);
        return new ChangedVisit(await rows.Of(job, visit, cancellationToken), await jobRows.Of(job, cancellationToken));
    }
}
