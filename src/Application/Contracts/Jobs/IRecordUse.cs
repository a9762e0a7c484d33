namespace PropOps.Application.Contracts.Jobs;

/// <summary>What stands in the way of an account that leaves. From every module whose records name accounts, for the core.</summary>
public interface IRecordUse
{
    /// <summary>Open jobs that the account owns; where it is the last of its firm, those of the firm as well.</summary>
    /// <param name="contractorId">null where the firm has others, or there is none.</param>
    Task<int> OpenJobsWith(long accountId, long? contractorId, CancellationToken cancellationToken);

    /// <summary>Whether any record, open or not, names the account.</summary>
    Task<bool> Names(long accountId, CancellationToken cancellationToken);
}
