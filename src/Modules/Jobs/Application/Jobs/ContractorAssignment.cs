using PropOps.Application.Settings;
using PropOps.Domain.Directory;
using PropOps.Domain.Kernel;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Jobs.Application.Jobs;

/// <summary>Gives a job to a contractor by the organisation's rules.</summary>
internal sealed class ContractorAssignment(ISettings settings)
{
    /// <summary>Makes a job that is the contractor's at once, accepted on their behalf.</summary>
    public static JobStep Create(Contractor contractor, bool notify)
    {
        RequireActive(contractor);
        return new JobStep(JobAction.Create) { ContractorId = contractor.Id, CountsAsAccepted = true, Notify = notify };
    }

    /// <param name="accepted">staff accepted on the contractor's behalf.</param>
    public void Assign(JobRevision revision, Contractor contractor, bool accepted, bool notify)
    {
        RequireActive(contractor);
        revision.AssignTo(contractor.Id, accepted || contractor.IsInHouse || settings.Get(JobSettings.AutoAcceptAssignments), notify);
    }

    private static void RequireActive(Contractor contractor)
    {
        if (!contractor.IsActive)
        {
            throw new ConflictRefusal($"Contractor {contractor.Name} is not active");
        }
    }
}
