using PropOps.Application.Accounts;
using PropOps.Application.Activity;
using PropOps.Application.Identity.Sessions;
using PropOps.Application.Input;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;

namespace PropOps.Application.Identity.Tokens;

/// <summary>Ends the tokens and sessions of an account, of all kinds or of some.</summary>
[Permission(ListTokens.Key, OwnExempt = true, OwnHandsOnly = true)]
public sealed record RevokeAllTokens : ICommand
{
    [Alias("user_id", "uuid")]
    public Ref? UserUuid { get; init; }

    public bool ExceptCurrent { get; init; } = true;

    /// <summary>All where left out.</summary>
    [Items(0, 5)]
    public IReadOnlyList<RevokedKind>? Kinds { get; init; }
}

public enum RevokedKind
{
    Login,
    Personal,
    Web,
    Remembered,
    Mobile,
}

public sealed record RevokedTokens(int Revoked, int SessionsEnded);

internal sealed class RevokeAllTokensHandler(ICurrentUser currentUser, ManagedAccounts accounts, SessionEnding ending, ActivityDraft activity)
    : IHandler<RevokeAllTokens, RevokedTokens>
{
    public async Task<RevokedTokens> Handle(RevokeAllTokens request, CancellationToken cancellationToken)
    {
        var user = (await accounts.OwnOrManagedToChange<RevokeAllTokens>(request.UserUuid, cancellationToken)).Account;
        var wanted = request.Kinds is { Count: > 0 } some ? [.. some.Select(KindOf)] : Enum.GetValues<SessionKind>();
        var except = request.ExceptCurrent ? currentUser.RequireCaller().Session.Id : (long?)null;
        var ended = await ending.End(user, wanted, except, cancellationToken);
        activity.About("user", user.Id, user.Uuid, "Revoked tokens and ended sessions");
        return new RevokedTokens(ended.Tokens, ended.Others);
    }

    private static SessionKind KindOf(RevokedKind kind) => kind switch
    {
        RevokedKind.Login => SessionKind.Login,
        RevokedKind.Personal => SessionKind.Personal,
        RevokedKind.Web => SessionKind.Web,
        RevokedKind.Remembered => SessionKind.Remembered,
        _ => SessionKind.Mobile,
    };
}
