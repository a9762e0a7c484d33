using Microsoft.EntityFrameworkCore;
using PropOps.Application.Input;
using PropOps.Application.UseCases;
using PropOps.Domain.Kernel;
using PropOps.Jobs.Application.Visibility;

namespace PropOps.Jobs.Application.Jobs;

/// <summary>One job, by UUID, integer or reference.</summary>
[Permission("api.jobs.manage.manage", Also = ["api.jobs.manage.list"])]
public sealed record GetJob : System.ComponentModel.DataAnnotations.IValidatableObject
{
    [Alias("job_uuid", "job_id")]
    public Ref? Uuid { get; init; }

    [Text(1, 20)]
    public string? JobRef { get; init; }

    public IEnumerable<System.ComponentModel.DataAnnotations.ValidationResult> Validate(System.ComponentModel.DataAnnotations.ValidationContext validationContext)
    {
        if (Uuid is null && JobRef is null)
        {
            yield return new(null, ["uuid"]);
        }
    }
}

internal sealed class GetJobHandler(VisibleJobs visible, JobDetailReader details) : IHandler<GetJob, JobDetail>
{
    public async Task<JobDetail> Handle(GetJob request, CancellationToken cancellationToken)
    {
        var (id, uuid) = (request.Uuid?.Id, request.Uuid?.Uuid);
        var job = await (await visible.Query(cancellationToken))
            .Include(job => job.Visits)
            .Where(job => id != null ? job.Id == id : uuid != null ? job.Uuid == uuid : job.JobRef == request.JobRef)
            .SingleOrDefaultAsync(cancellationToken)
            ?? throw new NotFoundRefusal("Job");
        return await details.Of(job, cancellationToken);
    }
}
