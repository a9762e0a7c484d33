using Microsoft.EntityFrameworkCore;
using PropOps.Application.Identity;
using PropOps.Application.Lookups;
using PropOps.Application.Names;
using PropOps.Application.Persistence;
using PropOps.Domain.Directory;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Domain.Lookups;
using PropOps.Jobs.Application.Visits;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Jobs.Application.Jobs;

/// <summary>A job, loaded with its visits, with everything that only the record itself shows, as far as the caller may see it.</summary>
internal sealed class JobDetailReader(IReadDb db, JobRows rows, VisitRows visits, JobStanding standing, INames names, ILandlords landlords, ILookups lookups, ICurrentUser currentUser)
{
    public async Task<JobDetail> Of(Job job, CancellationToken cancellationToken)
    {
        var row = await rows.Of(job, cancellationToken);
        var viewer = currentUser.RequireCaller();
        var seesContacts = HiddenFields.SeesContacts(row, viewer.Type);
        var landlord = viewer.Type is AccountType.Contractor or AccountType.Tenant ? null : await landlords.OfAddress(job.AddressId, cancellationToken);
        return new JobDetail(row)
        {
            PrivateContactName = seesContacts ? job.PrivateContactName : null,
            PrivateContactEmail = seesContacts ? job.PrivateContactEmail : null,
            PrivateContactPhone = seesContacts ? job.PrivateContactPhone : null,
            Tenants = await Tenants(job, viewer, seesContacts, cancellationToken),
            Landlord = landlord is null ? null : new JobLandlord(landlord.Id, landlord.Uuid, landlord.Name),
            CompletionReport = await Report(job, viewer.Type, cancellationToken),
            Hold = job.Hold is { } hold
                ? new HoldFacts(hold.ReasonCode, viewer.Type == AccountType.Tenant ? null : hold.Reason, hold.Since, hold.ResumeOn, (int)hold.HeldFrom)
                : null,
            Visits = await visits.Of(job, cancellationToken),
            AllowedActions = AllowedActions(job, await standing.Of(job, cancellationToken)),
        };
    }

    /// <summary>A tenant sees themselves; staff, agents and an accepted contractor all of them.</summary>
    private async Task<IReadOnlyList<JobTenant>> Tenants(Job job, Caller viewer, bool seesContacts, CancellationToken cancellationToken)
    {
        long[] shown = seesContacts ? [.. job.TenantIds] : viewer.TenantId is { } own ? [own] : [];
        var tenants = await db.Of<Tenant>().Where(tenant => shown.Contains(tenant.Id)).OrderBy(tenant => tenant.Id).ToListAsync(cancellationToken);
        return [.. tenants.Select(tenant => new JobTenant(tenant.Id, tenant.Uuid, tenant.Name, tenant.Phone, tenant.Email))];
    }

    private async Task<CompletionReportFacts?> Report(Job job, AccountType viewer, CancellationToken cancellationToken) => job.Report is not { } report
        ? null
        : new CompletionReportFacts(
            report.WorkDone, report.CompletedAt, viewer == AccountType.Landlord ? null : report.LabourHours, report.MaterialsUsed, report.FollowUpNeeded, report.FollowUpNotes,
            (await names.One(NameKind.Account, report.CompletedById, cancellationToken))?.Name ?? Actor.Product.Name);

    /// <summary>The rows that decide what happens say what may happen, too.</summary>
    private IReadOnlyList<AllowedAction> AllowedActions(Job job, JobCircumstances circumstances) =>
    [
        .. from row in JobStateMachine.RowsFor(job, circumstances)
           let to = row.To.Of(job, circumstances.Money)
           select new AllowedAction(
               row.Action.ToString().ToLowerInvariant(), (int?)to, to is { } status ? lookups.NameOf<StatusLookup>((int)status) : null, row.BlockedBy(job, circumstances)),
    ];
}
