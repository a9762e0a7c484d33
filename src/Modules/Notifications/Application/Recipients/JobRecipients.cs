using Microsoft.EntityFrameworkCore;
using PropOps.Application.Contracts.Jobs;
using PropOps.Application.Events;
using PropOps.Application.Identity;
using PropOps.Application.Persistence;
using PropOps.Domain.Directory;
using PropOps.Domain.Identity;
using PropOps.Notifications.Domain.Types;

namespace PropOps.Notifications.Application.Recipients;

/// <param name="Key">tells this person from every other, whatever their kind of record.</param>
public sealed record Recipient(string Key, Guid? Uuid, string Name, string Address);

/// <summary>Who is told by mail of an event of a job (NOTIFY-1 to NOTIFY-8).</summary>
internal sealed class JobRecipients(IReadDb db, AccountPowers powers)
{
    /// <param name="previousContractorUuid">who had the job before, where the event says so.</param>
    /// <param name="actor">nobody is told of what they did themselves.</param>
    public async Task<IReadOnlyList<Recipient>> Of(NotificationType type, JobParties parties, Guid? previousContractorUuid, EventActor actor, CancellationToken cancellationToken)
    {
        var recipients = new List<Recipient>();
        foreach (var (accountType, who) in type.MailedByDefault)
        {
            recipients.AddRange((accountType, who) switch
            {
                (AccountType.Staff, "owner") => await Accounts(db.Of<User>().Where(user => user.Id == parties.OwnerId), type, cancellationToken),
                (AccountType.Agent, "job") => await Agents(type, parties, cancellationToken),
                (AccountType.Contractor, "job") => await Firm(type, contractor => contractor.Id == parties.ContractorId, cancellationToken),
                (AccountType.Contractor, "previous") => await Firm(type, contractor => contractor.Uuid == previousContractorUuid, cancellationToken),
                (AccountType.Tenant, "job") => await Tenants(parties, actor, cancellationToken),
                _ => throw new InvalidOperationException($"{type.Type} names {accountType} {who}, whom nobody can find."),
            });
        }

        return [.. recipients.Where(recipient => recipient.Uuid is null || recipient.Uuid != actor.Uuid).DistinctBy(recipient => recipient.Key)];
    }

    /// <summary>Its agent, else every active agent of its branch; who lost the branch is told nothing.</summary>
    private async Task<IEnumerable<Recipient>> Agents(NotificationType type, JobParties parties, CancellationToken cancellationToken)
    {
        var agents = db.Of<User>().Where(user => user.AccountType == AccountType.Agent);
        agents = parties.AgentId is { } agent ? agents.Where(user => user.Id == agent) : agents.Where(_ => parties.BranchId != null);
        if (parties.BranchId is { } branch)
        {
            agents = agents.Where(user => user.Branches.Any(membership => membership.BranchId == branch));
        }

        return await Accounts(agents, type, cancellationToken);
    }

    /// <summary>The active office members of the firm; of one without members its record.</summary>
    private async Task<IEnumerable<Recipient>> Firm(NotificationType type, System.Linq.Expressions.Expression<Func<Contractor, bool>> which, CancellationToken cancellationToken)
    {
        if (await db.Of<Contractor>().SingleOrDefaultAsync(which, cancellationToken) is not { } firm)
        {
            return [];
        }

        var members = db.Of<User>().Where(user => user.ContractorId == firm.Id && user.MemberRole == MemberRole.Office);
        return await members.AnyAsync(cancellationToken) ? await Accounts(members, type, cancellationToken)
            : firm.Email is { } email ? [new Recipient($"contractor:{firm.Uuid}", firm.Uuid, firm.Name, email)]
            : [];
    }

    /// <summary>The linked ones, else the private contact. A tenant is told by their record, and acts by their account.</summary>
    private async Task<IEnumerable<Recipient>> Tenants(JobParties parties, EventActor actor, CancellationToken cancellationToken)
    {
        var ids = parties.TenantIds;
        var tenants = await db.Of<Tenant>().Where(tenant => ids.Contains(tenant.Id) && tenant.IsActive).ToListAsync(cancellationToken);
        if (tenants.Count == 0)
        {
            return parties.PrivateContact is { } contact ? [new Recipient($"contact:{parties.JobUuid}", null, contact.Name, contact.Email)] : [];
        }

        var acting = actor.AccountType == nameof(AccountType.Tenant)
            ? await db.Of<User>().Where(user => user.Uuid == actor.Uuid).Select(user => user.TenantId).SingleOrDefaultAsync(cancellationToken)
            : null;
        return tenants.Where(tenant => tenant.Email is not null && tenant.Id != acting).Select(tenant => new Recipient($"tenant:{tenant.Uuid}", tenant.Uuid, tenant.Name, tenant.Email!));
    }

    /// <summary>Active accounts that hold the keys of the category.</summary>
    private async Task<IEnumerable<Recipient>> Accounts(IQueryable<User> users, NotificationType type, CancellationToken cancellationToken)
    {
        var active = await powers.Of(users.Where(user => user.Status == AccountStatus.Active && !user.IsBlacklisted), cancellationToken);
        return from recipient in active
               where recipient.Power.Keys.Holds("notifications.view") && recipient.Power.Keys.Holds(type.CategoryKey)
               select new Recipient($"account:{recipient.Account.Uuid}", recipient.Account.Uuid, recipient.Account.Name, recipient.Account.Email);
    }
}
