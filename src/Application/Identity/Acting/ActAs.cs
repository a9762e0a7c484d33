using PropOps.Application.Accounts;
using PropOps.Application.Activity;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.Security;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Domain.Security;

namespace PropOps.Application.Identity.Acting;

/// <summary>Uses another account for a while, to see what its owner sees. Everything that is written then names both.</summary>
[Permission("api.users.impersonate.manage", AccountTypes = [AccountType.Staff], Reauth = true)]
public sealed record ActAs : ICommand
{
    [Alias("user_id", "user_uuid")]
    public required Ref Uuid { get; init; }

    [Text(3, 300)]
    public required string Reason { get; init; }

    [Limits(5, 60)]
    public int Minutes { get; init; } = 30;
}

[ShownOnce]
public sealed record ActingSession
{
    [AlsoAtTop]
    public required string Token { get; init; }

    public required string SessionId { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public required ActedAccount User { get; init; }
}

public sealed record ActedAccount(Guid Uuid, string Name);

internal sealed class ActAsHandler(
    ICurrentUser currentUser, ManagedAccounts accounts, SessionOpening opening, PortalAccess portal, ISecurityLog securityLog, ActivityDraft activity) : IHandler<ActAs, Reply<ActingSession>>
{
    public async Task<Reply<ActingSession>> Handle(ActAs request, CancellationToken cancellationToken)
    {
        var (caller, power) = (currentUser.RequireCaller(), await accounts.ManagedToChange(request.Uuid, cancellationToken));
        caller.Authority.RequireCovers(power);
        var user = power.Account;
        if (!user.MaySignIn || !portal.LetsIn(user.AccountType))
        {
            throw new ConflictRefusal("This account is not active");
        }

        var opened = opening.Open(user, SessionKind.Acting, TimeSpan.FromMinutes(request.Minutes));
        opened.Session.ActedBy(caller.Id);
        user.ActedAs(opened.Session.ExpiresAt, request.Reason);
        securityLog.Add(new SecurityNote(SecurityEventType.ImpersonationStarted, user.Id) { Detail = request.Reason });
        activity.About("user", user.Id, user.Uuid, "Began to act as this account");
        return new Reply<ActingSession>(
            new ActingSession
            {
                Token = opened.Token, SessionId = opened.Session.Handle, ExpiresAt = opened.Session.ExpiresAt, User = new(user.Uuid, user.Name),
            },
            $"You are acting as {user.Name}");
    }
}
