using Microsoft.EntityFrameworkCore;
using PropOps.Application.Activity;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.Security;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Domain.Security;

namespace PropOps.Application.Identity.Tokens;

/// <summary>Makes a personal token for a program, limited to some of the caller's keys where that is wished (TOK-1, TOK-2).</summary>
[Permission("api.security.tokens.create", Reauth = true)]
public sealed record CreateToken : ICommand
{
    [Text(1, 60), Label]
    public required string Name { get; init; }

    [Limits(1, 365)]
    public int ExpiresInDays { get; init; } = 90;

    [Items(0, 100), Text(1, 200)]
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>exempt is for programs outside a browser.</summary>
    [OneOf("required", "exempt")]
    public string Csrf { get; init; } = "required";
}

internal sealed class CreateTokenHandler(
    ICurrentUser currentUser, IRepository<User> users, IReadDb db, SessionOpening opening, ISecurityLog securityLog, ActivityDraft activity, TimeProvider time)
    : IHandler<CreateToken, CreatedToken>
{
    private const int Most = 20;

    public async Task<CreatedToken> Handle(CreateToken request, CancellationToken cancellationToken)
    {
        var caller = currentUser.RequireCaller();
        if (request.Scopes.FirstOrDefault(scope => !caller.Holds(scope)) is { } foreign)
        {
            throw new ForbiddenRefusal($"You do not hold {foreign}");
        }

        // The account's row is the lock: of two requests at one moment the second one counts the first one's token.
        var user = (await users.Find(new UserById(caller.Id), cancellationToken))!;
        var now = time.GetUtcNow();
        var names = await db.Of<Session>()
            .Where(token => token.UserId == user.Id && token.Kind == SessionKind.Personal && token.EndedAt == null && token.ExpiresAt > now)
            .Select(token => token.Name)
            .ToListAsync(cancellationToken);
        if (names.Contains(request.Name))
        {
            throw new ConflictRefusal("A token with this name already exists");
        }

        if (names.Count >= Most)
        {
            throw new ConflictRefusal($"At most {Most} tokens are allowed");
        }

        var opened = opening.Open(user, SessionKind.Personal, TimeSpan.FromDays(request.ExpiresInDays), request.Name);
        opened.Session.Limit([.. request.Scopes.Distinct()], request.Csrf == "exempt");
        opened.Session.PassSecondFactor();
        securityLog.Add(new SecurityNote(SecurityEventType.TokenCreated, user.Id) { Detail = $"Token {opened.Session.TokenStart}…" });
        activity.About("user", user.Id, user.Uuid, "Made a token");
        return new CreatedToken(TokenEntry.Of(opened.Session), opened.Token);
    }
}
