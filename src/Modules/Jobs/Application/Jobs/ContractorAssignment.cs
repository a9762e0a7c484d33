using PropOps.Application.Settings;
using PropOps.Domain.Directory;
using PropOps.Domain.Kernel;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Jobs.Application.Jobs;

/// <summary>Gives a job to a contractor by the organisation's rules.</summary>
internal sealed class ContractorAssignment(ISettings settings)
{
    /// <param name="accepted">staff accepted on the contractor's behalf.</param>
    public void Assign(JobRevision revision, Contractor contractor, bool accepted, bool notify)
    {
        if (!contractor.IsActive)
        {
            throw new ConflictRefusal($"Contractor {contractor.Name} is not active");
        }

        revision.AssignTo(contractor.Id, accepted || contractor.IsInHouse || settings.Get(JobSettings.AutoAcceptAssignments), notify);
    }
}
