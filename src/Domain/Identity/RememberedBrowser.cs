using PropOps.Domain.Kernel;

namespace PropOps.Domain.Identity;

/// <summary>
/// A browser that its user asked to be remembered. It holds one token at a time, which is exchanged at each use; one that
/// was used before shows that somebody else has a copy (SIGN-6).
/// </summary>
public sealed class RememberedBrowser : Entity
{
    private RememberedBrowser()
    {
    }

    public RememberedBrowser(User user, DateTimeOffset until, DateTimeOffset at) => (UserId, ExpiresAt, CreatedAt) = (user.Id, until, at);

    public long UserId { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }
}
