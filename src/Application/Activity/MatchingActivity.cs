using System.Net;
using Microsoft.EntityFrameworkCore;
using PropOps.Application.Encryption;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.Search;
using PropOps.Application.Settings;
using PropOps.Domain.Activity;
using PropOps.Domain.Identity;

namespace PropOps.Application.Activity;

/// <summary>What a list of the activity log asks for.</summary>
internal sealed class MatchingActivity(IReadDb db, INameBearers bearers, IBlindIndex blindIndex, OrganisationDays days, TimeProvider time)
{
    private static readonly TimeSpan ByDefault = TimeSpan.FromHours(24);

    public async Task<IQueryable<ActivityRow>> Of(ListActivity request, CancellationToken cancellationToken)
    {
        var found = db.Of<ActivityRow>();
        if (request.Uuid is { } row)
        {
            found = found.Where(one => one.Id == row.Id || one.Uuid == row.Uuid);
        }

        if (request.UserId is { } user)
        {
            // Looked up before, so that the log is read by its indexes of who did it and of who acted as them.
            var account = await db.Of<User>().Where(known => known.Id == user.Id || known.Uuid == user.Uuid).Select(known => (long?)known.Id).FirstOrDefaultAsync(cancellationToken) ?? 0;
            found = found.Where(one => one.UserId == account || one.ActedById == account);
        }

        if (request.Action is { } action)
        {
            var beginning = action.TrimEnd('*');
            found = action.EndsWith('*') ? found.Where(one => one.Action.StartsWith(beginning)) : found.Where(one => one.Action == action);
        }

        if (request.Category is { } category)
        {
            found = found.Where(one => one.Category == category);
        }

        if (request.JobUuid is { } job)
        {
            // The log knows jobs by what was written of them; their table is not the core's.
            found = job.Uuid is { } uuid
                ? found.Where(one => one.JobUuid == uuid)
                : found.Where(one => one.JobUuid != null && db.Of<ActivityRow>().Any(same => same.ResourceType == "job" && same.ResourceId == job.Id && same.ResourceUuid == one.JobUuid));
        }

        if (request.ResourceType is { } type)
        {
            found = found.Where(one => one.ResourceType == type);
        }

        if (request.ResourceUuid is { } resource)
        {
            found = found.Where(one => one.ResourceUuid == resource);
        }

        if (request.IpAddress is { } address)
        {
            var token = blindIndex.Token(BlindIndexKind.IpAddress, IPAddress.Parse(address).ToString());
            found = found.Where(one => one.IpToken == token);
        }

        if (request.Search is { } search)
        {
            found = await Searched(found, search, cancellationToken);
        }

        return InOrder(InTime(found, request), isAscending: request.Order == "asc" || request.Sort == "updated_at");
    }

    /// <summary>What was done by an account, or to it (users.users.get_audit_log).</summary>
    public IQueryable<ActivityRow> OfAccounts(Ref? account)
    {
        var found = db.Of<ActivityRow>().Where(one => one.Category == ActivityCategory.Access || one.ResourceType == "user");
        return InOrder(
            account is not { } user ? found : found.Where(one => db.Of<User>().Any(known => (known.Id == user.Id || known.Uuid == user.Uuid)
                && (known.Id == one.UserId || known.Id == one.ActedById || (one.ResourceType == "user" && known.Id == one.ResourceId)))),
            isAscending: false);
    }

    private static IQueryable<ActivityRow> InOrder(IQueryable<ActivityRow> found, bool isAscending) => isAscending
        ? found.OrderBy(one => one.At).ThenBy(one => one.Id)
        : found.OrderByDescending(one => one.At).ThenByDescending(one => one.Id);

    private IQueryable<ActivityRow> InTime(IQueryable<ActivityRow> found, ListActivity request)
    {
        if (request.DateFrom is { } first)
        {
            var start = days.Start(first);
            found = found.Where(one => one.At >= start);
        }

        if (request.DateTo is { } last)
        {
            var end = days.Start(last.AddDays(1));
            found = found.Where(one => one.At < end);
        }

        if (request.UpdatedSince is { } since)
        {
            found = found.Where(one => one.At >= since);
        }

        var isNarrowed = request is not
        {
            UserId: null, Action: null, DateFrom: null, DateTo: null, Uuid: null, Category: null, JobUuid: null, ResourceType: null, ResourceUuid: null, IpAddress: null, Search: null,
            UpdatedSince: null,
        };
        if (!isNarrowed)
        {
            var yesterday = time.GetUtcNow() - ByDefault;
            found = found.Where(one => one.At >= yesterday);
        }

        return found;
    }

    /// <summary>Each word in the summary or the name of who did it, or the whole as their mail address.</summary>
    private async Task<IQueryable<ActivityRow>> Searched(IQueryable<ActivityRow> found, string search, CancellationToken cancellationToken)
    {
        var email = blindIndex.Token(BlindIndexKind.Email, search);
        var byAddress = await db.Of<User>().Where(user => user.EmailToken == email).Select(user => (long?)user.Id).FirstOrDefaultAsync(cancellationToken);
        if (byAddress is not null)
        {
            return found.Where(one => one.UserId == byAddress || one.ActedById == byAddress);
        }

        foreach (var word in SearchWords.Of(search))
        {
            var people = await bearers.AccountsNamed(word, cancellationToken);
            found = found.Where(one => EF.Functions.Like(one.Summary.ToLower(), $"%{word}%")
                || (one.UserId != null && people.Contains(one.UserId.Value)) || (one.ActedById != null && people.Contains(one.ActedById.Value)));
        }

        return found;
    }
}
