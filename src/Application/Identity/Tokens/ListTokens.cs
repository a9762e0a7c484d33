using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using PropOps.Application.Accounts;
using PropOps.Application.Identity.Sessions;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;

namespace PropOps.Application.Identity.Tokens;

/// <summary>The bearer tokens of an account, the latest first; where that is wished, its live sessions beside them.</summary>
[Permission(Key, OwnExempt = true, OwnHandsOnly = true)]
public sealed record ListTokens
{
    internal const string Key = "api.security.tokens.manage";

    [Alias("user_id", "uuid")]
    public Ref? UserUuid { get; init; }

    public bool IncludeRevoked { get; init; }

    public bool Sessions { get; init; }
}

public sealed record TokenPage(IReadOnlyList<TokenEntry> Items) : Page<TokenEntry>(Items)
{
    /// <summary>Left out where it was not asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<SessionEntry>? Sessions { get; init; }
}

internal sealed class ListTokensHandler(ManagedAccounts accounts, IReadDb db, LiveSessions live, SessionEntries entries, TimeProvider time)
    : IHandler<ListTokens, TokenPage>
{
    private const int Most = 200;

    public async Task<TokenPage> Handle(ListTokens request, CancellationToken cancellationToken)
    {
        var user = (await accounts.OwnOrManaged<ListTokens>(request.UserUuid, cancellationToken)).Account;
        var now = time.GetUtcNow();
        var tokens = await db.Of<Session>()
            .Where(token => token.UserId == user.Id && TokenEntry.Kinds.Contains(token.Kind)
                && (request.IncludeRevoked || (token.EndedAt == null && token.ExpiresAt > now)))
            .OrderByDescending(token => token.Id).Take(Most).ToListAsync(cancellationToken);
        var sessions = request.Sessions ? await live.All().Where(session => session.UserId == user.Id).OrderByDescending(session => session.LastActiveAt).Take(Most).ToListAsync(cancellationToken) : null;
        return new TokenPage([.. tokens.Select(TokenEntry.Of)]) { Sessions = sessions is null ? null : await entries.Of(sessions, cancellationToken) };
    }
}
