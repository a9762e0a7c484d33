using System.Text.Json.Serialization;
using PropOps.Application.Activity;
using PropOps.Application.Encryption;
using PropOps.Application.Identity.Gates;
using PropOps.Application.Identity.NewAddress;
using PropOps.Application.Identity.Passwords;
using PropOps.Application.Identity.SecondFactors;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.Security;
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

    /// <summary>The browser stays signed in; with mode session.</summary>
    public bool RememberMe { get; init; }

    /// <summary>A code of the authenticator app, or a recovery code; else it can be entered later.</summary>
    [Secret, Text(6, 20)]
    public string? MfaCode { get; init; }

    [Text(0, 60), Label]
    public string? DeviceName { get; init; }
}

[ShownOnce]
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
    SessionOpening opening,
    NetworkCheck networkCheck,
    BrowserMemory browserMemory,
    KnownPlaces places,
    ISignInGuard guard,
    PasswordHashing passwords,
    SecondFactorCheck secondFactor,
    ITrustedDevices devices,
    IKnownNetworks networks,
    IKnownDevices knownDevices,
    IBreachedPasswords breaches,
    IBlindIndex blindIndex,
    ICsrfTokens csrf,
    GateKeeper gates,
    ISessionCookie cookie,
    ITransaction transaction,
    ActivityDraft activity,
    IActivityLog activityLog,
    ISecurityLog securityLog,
    PortalAccess portal,
    Origin origin,
    TimeProvider time) : IHandler<SignIn, SignedInAnswer>
{
    public async Task<SignedInAnswer> Handle(SignIn request, CancellationToken cancellationToken)
    {
        var emailToken = blindIndex.Token(BlindIndexKind.Email, request.Email);
        var user = await users.Find(new UserByEmailToken(emailToken), cancellationToken);
        Proof proof;
        try
        {
            proof = await Prove(request, user, emailToken, cancellationToken);
        }
        catch (Refusal refusal)
        {
            await securityLog.Keep(
                new SecurityNote(SecurityEventType.SignInFailed, user?.Id) { Email = request.Email, Outcome = OutcomeOf(refusal, user), Method = SignInMethod.Password },
                cancellationToken);
            throw;
        }

        var finding = user!.WantsPasswordCheck(time.GetUtcNow()) ? await breaches.Look(request.Password, cancellationToken) : null;
        if (PasswordHashing.IsOutdated(user.PasswordHash))
        {
            proof = proof with { NewHash = await passwords.Make(request.Password, cancellationToken) };
        }

        return await Open(user.Id, request, proof, finding, cancellationToken);
    }

    private async Task<Proof> Prove(SignIn request, User? user, string emailToken, CancellationToken cancellationToken)
    {
        var known = user is not null && await places.IsHere(user, cancellationToken);
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

        var proof = await ProveFactor(request, user, cancellationToken);
        if (proof is null)
        {
            await guard.Failed(emailToken, known, cancellationToken);
            throw new UnauthenticatedRefusal("That code is not correct", "mfa_failed");
        }

        // A right password alone forgives no wrong codes: else it would give five tries of the factor each time.
        await (proof.Passed ? guard.Succeeded(emailToken, known, cancellationToken) : guard.GiveBack(emailToken, known, cancellationToken));
        return proof;
    }

    /// <returns>null where the code is wrong.</returns>
    private async Task<Proof?> ProveFactor(SignIn request, User user, CancellationToken cancellationToken)
    {
        if (user.SecondFactorSince is null || await devices.Trusts(user, cancellationToken))
        {
            return new Proof(Passed: true, SignInMethod.Password);
        }

        return request.MfaCode is not { } code ? new Proof(Passed: false, SignInMethod.Password)
            : await secondFactor.Take(user, code, cancellationToken) is { } method ? new Proof(Passed: true, method)
            : null;
    }

    private static SignInOutcome OutcomeOf(Refusal refusal, User? user) => refusal.Code switch
    {
        "locked" => SignInOutcome.Locked,
        "rate_limited" => SignInOutcome.RateLimited,
        "mfa_failed" => SignInOutcome.MfaFailed,
        "account_inactive" or "portal_closed" => SignInOutcome.Inactive,
        _ when user is { IsBlacklisted: true } => SignInOutcome.Blacklisted,
        _ when user is { Status: AccountStatus.Archived } => SignInOutcome.Inactive,
        _ => SignInOutcome.WrongCredentials,
    };

    private Task<SignedInAnswer> Open(long userId, SignIn request, Proof proof, BreachFinding? finding, CancellationToken cancellationToken) => transaction.Run(
        async () =>
        {
            var now = time.GetUtcNow();
            var user = (await users.Find(new UserById(userId), cancellationToken))!;
            if (proof.NewHash is { } hash && PasswordHashing.IsOutdated(user.PasswordHash))
            {
                user.Rehash(hash);
            }

            if (finding is not null)
            {
                user.PasswordChecked(finding.IsBreached, finding.Count, now);
            }

            user.SignedIn(now);
            var isFromElsewhere = !await networks.Know(user.Id, origin.IpAddress, cancellationToken) | !await knownDevices.Recognise(user.Id, origin.UserAgent, cancellationToken);
            var opened = request.Mode == "token" ? await OpenForBearer(user, request, cancellationToken) : await OpenForBrowser(user, request, cancellationToken);
            opened.Session.Prove(now);
            await networkCheck.Meet(user, opened.Session, cancellationToken);
            if (proof.Passed && user.SecondFactorSince is not null)
            {
                opened.Session.PassSecondFactor();
            }

            await places.Remember(user, opened.Session, cancellationToken);
            if (isFromElsewhere)
            {
                user.SignedInFromElsewhere(opened.Session.Uuid);
            }

            activity.ActorId = user.Id;
            activity.About("user", user.Id, user.Uuid, "Signed in");
            activityLog.Add(activity);
            securityLog.Add(new SecurityNote(SecurityEventType.SignIn, user.Id) { Outcome = SignInOutcome.Success, Method = proof.Method });
            return await Answer(user, opened, cancellationToken);
        },
        cancellationToken);

    private async Task<OpenedSession> OpenForBearer(User user, SignIn request, CancellationToken cancellationToken)
    {
        await sessions.EndAll(user.Id, [SessionKind.Login], except: null, cancellationToken);
        return opening.Open(user, SessionKind.Login, name: request.DeviceName);
    }

    private async Task<OpenedSession> OpenForBrowser(User user, SignIn request, CancellationToken cancellationToken)
    {
        var browser = await browserMemory.Keep(user, request.RememberMe, cancellationToken);
        var opened = opening.Open(user, browser is null ? SessionKind.Web : SessionKind.Remembered, name: request.DeviceName);
        if (browser is { } remembered)
        {
            opened.Session.ComesFrom(remembered);
        }

        transaction.AfterCommit(() => cookie.Set(opened.Token));
        return opened;
    }

    private async Task<SignedInAnswer> Answer(User user, OpenedSession opened, CancellationToken cancellationToken)
    {
        var session = opened.Session;
        var power = await powers.Of(user, cancellationToken);
        var shows = session.Kind == SessionKind.Login;
        return new SignedInAnswer
        {
            Token = shows ? opened.Token : null,
            TokenType = shows ? "Bearer" : null,
            ExpiresAt = session.ExpiresAt,
            User = new(user.Id, user.Uuid, user.Name, user.Email, user.AccountType.ToString(), (int)user.AccountType, power.Role?.Name),
            Usage = shows ? "Send the header Authorization: Bearer <token>" : null,
            Gates = gates.StandingBefore(Caller.Of(power, CallerSession.Of(session))),
            CsrfToken = csrf.Issue(session.Uuid),
        };
    }

    /// <param name="Passed">nothing is left to be asked for, a second factor included.</param>
    /// <param name="NewHash">of the password, where the stored one was made at a lower cost than today's.</param>
    private sealed record Proof(bool Passed, SignInMethod Method, string? NewHash = null);
}
