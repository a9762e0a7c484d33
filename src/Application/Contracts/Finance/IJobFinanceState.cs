namespace PropOps.Application.Contracts.Finance;

/// <summary>What Finance says of jobs, many at once. Without Finance nothing is owed and nothing is locked.</summary>
public interface IJobFinanceState
{
    Task<IReadOnlyDictionary<long, JobFinance>> Of(IReadOnlyCollection<long> jobIds, CancellationToken cancellationToken);
}

/// <param name="IsLocked">financial fields of the job can no longer change.</param>
/// <param name="InvoiceNo">number of the newest issued invoice.</param>
public sealed record JobFinance(
    int? PaymentStatusId,
    string? PaymentStatus,
    bool IsLocked,
    bool IsSettled,
    bool HasRecords,
    string? InvoiceNo,
    decimal? ContractorTotal)
{
    public static JobFinance None { get; } = new(null, null, IsLocked: false, IsSettled: true, HasRecords: false, null, null);
}

/// <summary>The truth of an installation without Finance.</summary>
public sealed class NoJobFinance : IJobFinanceState
{
    public Task<IReadOnlyDictionary<long, JobFinance>> Of(IReadOnlyCollection<long> jobIds, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<long, JobFinance>>(jobIds.ToDictionary(id => id, _ => JobFinance.None));
}
