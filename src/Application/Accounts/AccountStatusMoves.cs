using Microsoft.EntityFrameworkCore;
using PropOps.Application.Contracts.Jobs;
using PropOps.Application.Identity;
using PropOps.Application.Persistence;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;

namespace PropOps.Application.Accounts;

/// <summary>Lets an account in and shuts it out, in the running transaction, whichever door asked for it (ACC-9).</summary>
internal sealed class AccountStatusMoves(ISessions sessions, IEnumerable<IRecordUse> uses, IReadDb db, TimeProvider time)
{
    /// <param name="to">null: Active becomes Suspended, and Suspended Active.</param>
    public async Task Move(User account, AccountStatus? to, string? reason, CancellationToken cancellationToken)
    {
        var wanted = to ?? (account.Status == AccountStatus.Active ? AccountStatus.Suspended : AccountStatus.Active);
        if (account.Status == AccountStatus.Archived && to == AccountStatus.Suspended)
        {
            account.Restore(PasswordHashing.Hash(Guid.NewGuid().ToString()), time.GetUtcNow());
            return;
        }

        if (to is null && account.Status is not (AccountStatus.Active or AccountStatus.Suspended))
        {
            throw User.UnknownMove(account.Status);
        }

        account.Move(wanted, reason, time.GetUtcNow());
        if (wanted != AccountStatus.Active)
        {
            await sessions.EndAll(account.Id, kinds: null, except: null, cancellationToken);
        }
    }

    /// <summary>The record and its history stay until it is anonymised.</summary>
    /// <exception cref="ConflictRefusal">open jobs are with it.</exception>
    public async Task Archive(User account, string? reason, CancellationToken cancellationToken)
    {
        if (account.Status == AccountStatus.Archived)
        {
            return;
        }

        var firm = await IsLastOfFirm(account, cancellationToken) ? account.ContractorId : null;
        var (open, isNamed) = (0, false);
        foreach (var use in uses)
        {
            open += await use.OpenJobsWith(account.Id, firm, cancellationToken);
            isNamed |= await use.Names(account.Id, cancellationToken);
        }

        if (open > 0)
        {
            throw new ConflictRefusal($"{open} open jobs are with this account. Hand them over first.");
        }

        account.Archive(reason, isNamed, time.GetUtcNow());
        await sessions.EndAll(account.Id, kinds: null, except: null, cancellationToken);
    }

    private async Task<bool> IsLastOfFirm(User account, CancellationToken cancellationToken) => account.ContractorId is { } firm
        && !await db.Of<User>().AnyAsync(other => other.ContractorId == firm && other.Id != account.Id && other.Status == AccountStatus.Active, cancellationToken);
}
