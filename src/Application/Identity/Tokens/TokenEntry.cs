using PropOps.Domain.Identity;

namespace PropOps.Application.Identity.Tokens;

/// <summary>A bearer token as its owner sees it later.</summary>
public record TokenEntry
{
    public required Guid Uuid { get; init; }

    public required string Name { get; init; }

    public required string Prefix { get; init; }

    public required string Kind { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset? LastUsedAt { get; init; }

    public required string? LastIp { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    public required string Csrf { get; init; }

    public required DateTimeOffset? RevokedAt { get; init; }

    internal static readonly SessionKind[] Kinds = [SessionKind.Login, SessionKind.Personal];

    internal static TokenEntry Of(Session token)
    {
        var isUsed = token.LastActiveAt >= token.CreatedAt;
        return new TokenEntry
        {
            Uuid = token.Uuid,
            Name = token.Name ?? "Login token",
            Prefix = token.TokenStart,
            Kind = token.Kind == SessionKind.Personal ? "personal" : "login",
            CreatedAt = token.CreatedAt,
            LastUsedAt = isUsed ? token.LastActiveAt : null,
            LastIp = isUsed ? token.IpAddress : null,
            ExpiresAt = token.ExpiresAt,
            Scopes = token.Scopes,
            Csrf = token.IsCsrfExempt ? "exempt" : "required",
            RevokedAt = token.EndedAt,
        };
    }
}

/// <summary>A token with its text, which is shown this once.</summary>
[UseCases.ShownOnce]
public sealed record CreatedToken : TokenEntry
{
    [UseCases.AlsoAtTop]
    public required string Token { get; init; }

    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    internal CreatedToken(TokenEntry entry, string token)
        : base(entry) => Token = token;
}
