using System.Text.Json.Serialization;
using PropOps.Application.Activity;
using PropOps.Application.Encryption;
using PropOps.Application.Identity.Gates;
using PropOps.Application.Identity.NewAddress;
using PropOps.Application.Identity.Passwords;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.Security;
using PropOps.Application.Settings;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Domain.Security;

namespace PropOps.Application.Identity;

/// <summary>Signs in with mail address and password, for a bearer token or a browser session.</summary>
/// <remarks>No command: the hash is computed, and tries are counted, outside the transaction that makes the session.</remarks>
[Anyone]
public sealed record SignIn
{
    [MailAddress]
    public required string Email { get; init; }

    [Secret, Text(1, 256)]
    public required string Password { get; init; }

    [OneOf("token", "session")]
    public string Mode { get; init; } = "token";

    [Text(0, 60), Label]
    public string? DeviceName { get; init; }
}

public sealed record SignedInAnswer
{
    [AlsoAtTop, JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Token { get; init; }

    [AlsoAtTop, JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TokenType { get; init; }

    [AlsoAtTop]
    public required DateTimeOffset ExpiresAt { get; init; }

    [AlsoAtTop]
    public required SignedInUser User { get; init; }

    [AlsoAtTop, JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Usage { get; init; }

    [AlsoAtTop]
    public required IReadOnlyList<string> Gates { get; init; }

    [AlsoAtTop]
    public required string CsrfToken { get; init; }
}

public sealed record SignedInUser(
    [property: JsonPropertyName("ID")] long Id, Guid Uuid, string Name, string Email, string AccountType, int AccountTypeId, string? Role);

internal sealed class SignInHandler(
    IRepository<User> users,
    AccountPowers powers,
    ISessions sessions,
    NetworkCheck networkCheck,
    ISignInGuard guard,
    PasswordHashing passwords,
    IBreachedPasswords breaches,
    IBlindIndex blindIndex,
    ICsrfTokens csrf,
    GateKeeper gates,
    ISessionCookie cookie,
    ITransaction transaction,
    ActivityDraft activity,
    IActivityLog activityLog,
    ISecurityLog securityLog,
    ISettings settings,
    PortalAccess portal,
    Origin origin,
    TimeProvider time) : IHandler<SignIn, SignedInAnswer>
{
    public async Task<SignedInAnswer> Handle(SignIn request, CancellationToken cancellationToken)
    {
        var emailToken = blindIndex.Token(BlindIndexKind.Email, request.Email);
        var user = await users.Find(new UserByEmailToken(emailToken), cancellationToken);
        try
        {
            await Prove(request, user, emailToken, cancellationToken);
        }
        catch (Refusal refusal)
        {
            await securityLog.Keep(
                new SecurityNote(SecurityEventType.SignInFailed, user?.Id) { Email = request.Email, Outcome = OutcomeOf(refusal, user), Method = SignInMethod.Password },
                cancellationToken);
            throw;
        }

        var finding = user!.WantsPasswordCheck(time.GetUtcNow()) ? await breaches.Look(request.Password, cancellationToken) : null;
        return await Open(user.Id, request, finding, cancellationToken);
    }

    private async Task Prove(SignIn request, User? user, string emailToken, CancellationToken cancellationToken)
    {
        var known = user is not null && await guard.Knows(user.Id, origin.IpAddress, cancellationToken);
        await guard.Take(emailToken, known, cancellationToken);

        // Archived and blacklisted accounts answer like unknown ones, on the same path.
        var stored = user is { Status: not AccountStatus.Archived, IsBlacklisted: false } ? user.PasswordHash : null;
        if (!await passwords.Verify(request.Password, stored, cancellationToken))
        {
            await guard.Failed(emailToken, known, cancellationToken);
            throw new UnauthenticatedRefusal("Invalid email or password", "invalid_credentials");
        }

        if (user!.Status != AccountStatus.Active)
        {
            throw new ForbiddenRefusal("Your account is not active", "account_inactive");
        }

        if (!portal.LetsIn(user.AccountType))
        {
            throw new ForbiddenRefusal("Your account type cannot sign in", "portal_closed");
        }

        await guard.Succeeded(emailToken, known, cancellationToken);
    }

    private static SignInOutcome OutcomeOf(Refusal refusal, User? user) => refusal.Code switch
    {
        "locked" => SignInOutcome.Locked,
        "account_inactive" or "portal_closed" => SignInOutcome.Inactive,
        _ when user is { IsBlacklisted: true } => SignInOutcome.Blacklisted,
        _ when user is { Status: AccountStatus.Archived } => SignInOutcome.Inactive,
        _ => SignInOutcome.WrongCredentials,
    };

    private async Task<SignedInAnswer> Open(long userId, SignIn request, BreachFinding? finding, CancellationToken cancellationToken)
    {
        var token = SessionToken.Create();
        var answer = await transaction.Run(
            async () =>
            {
                var now = time.GetUtcNow();
                var user = (await users.Find(new UserById(userId), cancellationToken))!;
                if (request.Mode == "token")
                {
                    await sessions.EndAll(user.Id, [SessionKind.Login], except: null, cancellationToken);
                }

                if (PasswordHashing.IsOutdated(user.PasswordHash))
                {
                    user.Rehash(PasswordHashing.Hash(request.Password));
                }

                if (finding is not null)
                {
                    user.PasswordChecked(finding.IsBreached, finding.Count, now);
                }

                user.SignedIn(now);
                await guard.Remember(user.Id, origin.IpAddress, cancellationToken);
                var session = new Session(
                    user,
                    request.Mode == "token" ? SessionKind.Login : SessionKind.Web,
                    token.Hash,
                    request.Mode == "token" ? SessionLifetime.LoginToken : WebLifetime(),
                    new SessionClient(origin.IpAddress, origin.UserAgent is { Length: > 300 } agent ? agent[..300] : origin.UserAgent, request.DeviceName),
                    now);
                session.Prove(now);
                sessions.Add(session);
                await networkCheck.Meet(user, session, cancellationToken);
                activity.ActorId = user.Id;
                activity.About("user", user.Id, user.Uuid, "Signed in");
                activityLog.Add(activity);
                securityLog.Add(new SecurityNote(SecurityEventType.SignIn, user.Id) { Outcome = SignInOutcome.Success, Method = SignInMethod.Password });
                return await Answer(user, session, token, cancellationToken);
            },
            cancellationToken);
        if (request.Mode == "session")
        {
            cookie.Set(token.Text);
        }

        return answer;
    }

    private async Task<SignedInAnswer> Answer(User user, Session session, SessionToken token, CancellationToken cancellationToken)
    {
        var power = await powers.Of(user, cancellationToken);
        var shows = session.Kind == SessionKind.Login;
        return new SignedInAnswer
        {
            Token = shows ? token.Text : null,
            TokenType = shows ? "Bearer" : null,
            ExpiresAt = session.ExpiresAt,
            User = new(user.Id, user.Uuid, user.Name, user.Email, user.AccountType.ToString(), (int)user.AccountType, power.Role?.Name),
            Usage = shows ? "Send the header Authorization: Bearer <token>" : null,
            Gates = gates.StandingBefore(Caller.Of(power, CallerSession.Of(session))),
            CsrfToken = csrf.Issue(session.Uuid),
        };
    }

    private SessionLifetime WebLifetime() => new(
        TimeSpan.FromHours(settings.Get(IdentitySettings.SessionHours)), TimeSpan.FromMinutes(settings.Get(IdentitySettings.SessionIdleMinutes)));
}
