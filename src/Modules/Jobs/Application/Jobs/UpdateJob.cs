using PropOps.Application.Input;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Jobs.Application.Visibility;

namespace PropOps.Jobs.Application.Jobs;

/// <summary>Changes what is sent of a job, all or nothing, in one commit (UPD-1 to UPD-5).</summary>
[Permission("api.jobs.manage.manage", AccountTypes = [AccountType.Staff, AccountType.Agent])]
public sealed record UpdateJob : SentJobFields, ICommand
{
    public UpdateJob()
    {
    }

    /// <summary>With what was sent of a job that turned out to be there already.</summary>
    internal UpdateJob(SentJobFields fields)
        : base(fields)
    {
    }

    [Alias("job_uuid", "job_id")]
    public required Ref Uuid { get; init; }

    [Text(1, 200), Label]
    public Patch<string> JobTitle { get; init; }

    [Text(1, 20000)]
    public Patch<string> JobDescription { get; init; }

    public Patch<int> PriorityId { get; init; }

    public Patch<int> JobTypeId { get; init; }

    public Patch<Ref> AddressId { get; init; }

    /// <summary>The status wanted; it chooses the action that leads there.</summary>
    public Patch<int> StatusId { get; init; }

    /// <summary>Kept in the commit.</summary>
    [Text(3, 500)]
    public string? Reason { get; init; }

    /// <summary>Staff, with contractor_id: accepted on the contractor's behalf.</summary>
    public bool Accepted { get; init; }

    public int? Version { get; init; }
}

internal sealed class UpdateJobHandler(VisibleJobs visible, JobChanges changes) : IHandler<UpdateJob, SavedJob>
{
    public async Task<SavedJob> Handle(UpdateJob request, CancellationToken cancellationToken) =>
        await changes.Apply(request, await visible.ForChange(request.Uuid, cancellationToken), cancellationToken);
}
