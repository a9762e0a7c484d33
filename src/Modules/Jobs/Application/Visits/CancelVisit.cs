using PropOps.Application.Input;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Jobs.Application.Jobs;
using PropOps.Jobs.Domain.Visits;

namespace PropOps.Jobs.Application.Visits;

/// <summary>Nobody will come, or the times are no longer on offer.</summary>
[Permission(VisitRows.Key, AccountTypes = [AccountType.Staff, AccountType.Agent, AccountType.Contractor])]
public sealed record CancelVisit : ICommand
{
    [Alias("visit_uuid")]
    public required Ref VisitId { get; init; }

    [Text(3, 500)]
    public required string Reason { get; init; }
}

internal sealed class CancelVisitHandler(VisitSteps steps, VisitRows rows, JobRows jobRows) : IHandler<CancelVisit, Reply<ChangedVisit>>
{
    public async Task<Reply<ChangedVisit>> Handle(CancelVisit request, CancellationToken cancellationToken)
    {
        var (job, visit) = await steps.ForChange(request.VisitId, cancellationToken);
        var step = new VisitStep(VisitAction.Cancel, visit) { Reason = request.Reason };
        await steps.Take(job, revision => revision.Do(step), request.Reason, allowConflict: false, $"A visit of {job.JobRef} was cancelled", cancellationToken);
        return new Reply<ChangedVisit>(new ChangedVisit(await rows.Of(job, visit, cancellationToken), await jobRows.Of(job, cancellationToken)), "Visit cancelled");
    }
}
