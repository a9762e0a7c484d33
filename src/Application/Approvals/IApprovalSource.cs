namespace PropOps.Application.Approvals;

/// <summary>What waits for a decision in one part of the product. Whoever brings such records brings a source.</summary>
public interface IApprovalSource
{
    ApprovalKind Kind { get; }

    /// <summary>What waits and the caller may see.</summary>
    /// <param name="mine">only what the caller may decide now.</param>
    /// <param name="first">how many rows are wanted at most, in the order of the queue.</param>
    Task<WaitingApprovals> Waiting(bool mine, int first, CancellationToken cancellationToken);
}

/// <param name="First">overdue ones on top, then the oldest.</param>
/// <param name="Count">of all that wait.</param>
public sealed record WaitingApprovals(IReadOnlyList<ApprovalRow> First, int Count);

public enum ApprovalKind
{
    Account,
    JobApproval,
    Amendment,
    Request,
    ContractorInvoice,
    Certification,
    DataRequest,
    Document,
}
