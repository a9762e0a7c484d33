using Microsoft.EntityFrameworkCore;
using PropOps.Application.Identity;
using PropOps.Application.Input;
using PropOps.Application.Names;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;
using PropOps.Domain.Directory;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Jobs.Application.Visibility;
using PropOps.Jobs.Domain.Jobs;

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

internal sealed class GetJobHandler(IReadDb db, JobViewers viewers, JobRows rows, INames names, ICurrentUser currentUser) : IHandler<GetJob, JobDetail>
{
    public async Task<JobDetail> Handle(GetJob request, CancellationToken cancellationToken)
    {
        var visible = Ardalis.Specification.WhereEvaluator.Instance.GetQuery(db.Of<Job>(), new JobsVisibleTo(await viewers.Current(cancellationToken)));
        var (id, uuid) = (request.Uuid?.Id, request.Uuid?.Uuid);
        var job = await visible
            .Where(job => id != null ? job.Id == id : uuid != null ? job.Uuid == uuid : job.JobRef == request.JobRef)
            .SingleOrDefaultAsync(cancellationToken)
            ?? throw new NotFoundRefusal("Job");

        var row = await rows.Of(job, cancellationToken);
        var viewer = currentUser.RequireCaller();
        var seesContacts = HiddenFields.SeesContacts(row, viewer.Type);
        var landlordId = await db.Of<Address>().Where(address => address.Id == job.AddressId).Select(address => address.LandlordId).SingleAsync(cancellationToken);
        var landlord = viewer.Type is AccountType.Contractor or AccountType.Tenant ? null : await names.One(NameKind.Landlord, landlordId, cancellationToken);
        return new JobDetail(row)
        {
            PrivateContactName = seesContacts ? job.PrivateContactName : null,
            PrivateContactEmail = seesContacts ? job.PrivateContactEmail : null,
            PrivateContactPhone = seesContacts ? job.PrivateContactPhone : null,
            Tenants = await Tenants(job, viewer, seesContacts, cancellationToken),
            Landlord = landlord is null ? null : new JobLandlord(landlord.Id, landlord.Uuid, landlord.Name),
        };
    }

    /// <summary>A tenant sees themselves; staff, agents and an accepted contractor all of them.</summary>
    private async Task<IReadOnlyList<JobTenant>> Tenants(Job job, Caller viewer, bool seesContacts, CancellationToken cancellationToken)
    {
        long[] shown = seesContacts ? [.. job.TenantIds] : viewer.TenantId is { } own ? [own] : [];
        var tenants = await db.Of<Tenant>().Where(tenant => shown.Contains(tenant.Id)).OrderBy(tenant => tenant.Id).ToListAsync(cancellationToken);
        return [.. tenants.Select(tenant => new JobTenant(tenant.Id, tenant.Uuid, tenant.Name, tenant.Phone, tenant.Email))];
    }
}
