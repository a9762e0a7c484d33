using Microsoft.EntityFrameworkCore;
using PropOps.Application.Accounts;
using PropOps.Application.Activity;
using PropOps.Application.Persistence;
using PropOps.Application.Security;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Domain.Security;

namespace PropOps.Application.Identity.Tokens;

/// <summary>Ends a token; it is refused with its next request on every node.</summary>
[Permission(ListTokens.Key, OwnExempt = true, OwnHandsOnly = true)]
public sealed record RevokeToken : ICommand
{
    public required Guid Uuid { get; init; }
}

public sealed record RevokedToken(Guid Uuid, DateTimeOffset RevokedAt);

internal sealed class RevokeTokenHandler(
    IReadDb db, ISessions sessions, ManagedAccounts accounts, ISecurityLog securityLog, ActivityDraft activity)
    : IHandler<RevokeToken, RevokedToken>
{
    public async Task<RevokedToken> Handle(RevokeToken request, CancellationToken cancellationToken)
    {
        var found = await db.Of<Session>().Where(token => token.Uuid == request.Uuid && TokenEntry.Kinds.Contains(token.Kind))
            .Select(token => new { token.Id, token.UserId }).SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundRefusal("Token");
        var owner = await OwnerOf(found.UserId, cancellationToken);
        var token = (await sessions.Find(found.Id, cancellationToken))!;
        if (token.EndedAt is null)
        {
            await sessions.End(token, cancellationToken);
            securityLog.Add(new SecurityNote(SecurityEventType.TokenRevoked, owner.Id) { Detail = $"Token {token.TokenStart}…" });
        }

        activity.About("user", owner.Id, owner.Uuid, "Revoked a token");
        return new RevokedToken(token.Uuid, token.EndedAt!.Value);
    }

    // Another's token that the caller may not manage is not told apart from none.
    private async Task<User> OwnerOf(long userId, CancellationToken cancellationToken)
    {
        try
        {
            return (await accounts.OwnOrManaged<RevokeToken>(userId, cancellationToken)).Account;
        }
        catch (Refusal)
        {
            throw new NotFoundRefusal("Token");
        }
    }
}
