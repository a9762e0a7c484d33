using PropOps.Application.Input;
using PropOps.Application.UseCases;

namespace PropOps.Application.Identity;

/// <summary>Tokens for the session's next state-changing calls.</summary>
[SignedIn(PassesGates = true)]
public sealed record GetCsrfTokens
{
    [Limits(1, 16)]
    public int Count { get; init; } = 1;
}

public sealed record CsrfTokensAnswer(string Token, IReadOnlyList<string> Tokens, DateTimeOffset ExpiresAt);

internal sealed class GetCsrfTokensHandler(ICurrentUser currentUser, ICsrfTokens csrf, TimeProvider time) : IHandler<GetCsrfTokens, CsrfTokensAnswer>
{
    /// <summary>A token lives as long as its session, but no longer than this (CSRF-2).</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(2);

    public Task<CsrfTokensAnswer> Handle(GetCsrfTokens request, CancellationToken cancellationToken)
    {
        var session = currentUser.RequireCaller().Session;
        string[] tokens = [.. Enumerable.Range(0, request.Count).Select(_ => csrf.Issue(session.Uuid))];
        var latest = time.GetUtcNow() + Lifetime;
        return Task.FromResult(new CsrfTokensAnswer(tokens[0], tokens, session.ExpiresAt < latest ? session.ExpiresAt : latest));
    }
}
