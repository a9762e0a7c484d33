namespace PropOps.Application.Contracts.Jobs;

/// <summary>Who has to do with a job, and the words about it that a message may use. From Jobs, for Notifications.</summary>
public interface IJobParties
{
    /// <returns>null where the job is gone.</returns>
    Task<JobParties?> Of(Guid jobUuid, CancellationToken cancellationToken);
}

/// <param name="ContractorId">the firm it is offered to or accepted by.</param>
/// <param name="PrivateContact">whom to ask where no tenant is linked.</param>
public sealed record JobParties(
    long JobId,
    Guid JobUuid,
    long? OwnerId,
    long? AgentId,
    long? BranchId,
    long? ContractorId,
    IReadOnlyList<long> TenantIds,
    long? LandlordId,
    PrivateContact? PrivateContact,
    JobWords Words);

/// <summary>Name and mail address of a person without a record.</summary>
public sealed record PrivateContact(string Name, string Email);

/// <summary>The variables of category jobs; never access details or other people's contact data.</summary>
public sealed record JobWords(
    string JobRef,
    string JobTitle,
    string JobType,
    string Priority,
    string Status,
    string? BranchName,
    string PropertyAddress,
    string? AgentName,
    string? ContractorName,
    DateOnly? AppointmentDate,
    string? AppointmentSlot);
