using PropOps.Application.Accounts;
using PropOps.Application.Activity;
using PropOps.Application.Encryption;
using PropOps.Application.Identity.NewAddress;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.Security;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Domain.Security;

namespace PropOps.Application.Identity.Mobile;

/// <summary>Opens the session of an app, by a login token or an earlier session of it: the token stands in for the password.</summary>
[Anyone]
public sealed record OpenMobileSession : ICommand
{
    [Secret, Text(64, 64)]
    public required string Token { get; init; }

    [OneOf("ios", "android")]
    public string? Platform { get; init; }

    [Text(0, 60), Label]
    public string? DeviceType { get; init; }

    [Text(0, 20)]
    public string? AppVersion { get; init; }

    /// <summary>One session for each; without it one for each platform and device type.</summary>
    [Text(0, 100)]
    public string? DeviceId { get; init; }
}

[ShownOnce]
public sealed record MobileSession
{
    [AlsoAtTop]
    public required string SessionToken { get; init; }

    [AlsoAtTop]
    public required string CsrfToken { get; init; }

    [AlsoAtTop]
    public required AccountRow User { get; init; }

    [AlsoAtTop]
    public required DateTimeOffset ExpiresAt { get; init; }
}

internal sealed class OpenMobileSessionHandler(
    ISessions sessions,
    SessionOpening opening,
    NetworkCheck networkCheck,
    IRepository<User> users,
    AccountPowers powers,
    AccountRows rows,
    PortalAccess portal,
    IBlindIndex blindIndex,
    ICsrfTokens csrf,
    ISecurityLog securityLog,
    ActivityDraft activity,
    TimeProvider time) : IHandler<OpenMobileSession, MobileSession>
{
    /// <summary>A login token that ran out so lately is taken once more.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromDays(7);

    public async Task<MobileSession> Handle(OpenMobileSession request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var presented = Identity.SessionToken.HashOf(request.Token) is { } hash ? await sessions.FindByToken(hash, cancellationToken) : null;
        if (presented is not { Kind: SessionKind.Login or SessionKind.Mobile, EndedAt: null } || presented.ExpiresAt + LateFor(presented.Kind) <= now)
        {
            throw new UnauthenticatedRefusal();
        }

        var user = (await users.Find(new UserById(presented.UserId), cancellationToken))!;
        var power = await powers.Of(user, cancellationToken);
        RequireMaySignIn(power);
        if (presented.ExpiresAt <= now)
        {
            await sessions.End(presented, cancellationToken);
        }

        var device = blindIndex.Token(BlindIndexKind.Device, request.DeviceId is { } id ? $"id {id}" : $"type {request.Platform} {request.DeviceType}");
        await sessions.EndDevice(user.Id, device, except: presented.Id, cancellationToken);
        var opened = opening.Open(user, SessionKind.Mobile, name: request.DeviceType);
        opened.Session.ContinuesOn(device, presented);
        if (!opened.Session.AwaitsPin)
        {
            await networkCheck.Meet(user, opened.Session, cancellationToken);
        }

        user.SignedIn(now);
        securityLog.Add(new SecurityNote(SecurityEventType.SignIn, user.Id) { Outcome = SignInOutcome.Success, Method = SignInMethod.Token });
        activity.ActorId = user.Id;
        activity.About("user", user.Id, user.Uuid, "Signed in with an app");
        return new MobileSession
        {
            SessionToken = opened.Token,
            CsrfToken = csrf.Issue(opened.Session.Uuid),
            User = await rows.Of(power, Caller.Of(power, CallerSession.Of(opened.Session)), cancellationToken),
            ExpiresAt = opened.Session.ExpiresAt,
        };
    }

    private static TimeSpan LateFor(SessionKind kind) => kind == SessionKind.Login ? Late : TimeSpan.Zero;

    private void RequireMaySignIn(AccountPower power)
    {
        var user = power.Account;
        if (user.IsBlacklisted || user.Status == AccountStatus.Archived)
        {
            throw new UnauthenticatedRefusal();
        }

        if (user.Status != AccountStatus.Active)
        {
            throw new ForbiddenRefusal("Your account is not active", "account_inactive");
        }

        if (!portal.LetsIn(user.AccountType))
        {
            throw new ForbiddenRefusal("Your account type cannot sign in", "portal_closed");
        }

        if (!power.Keys.Holds(CloseMobileSession.Key))
        {
            throw new ForbiddenRefusal();
        }
    }
}
