using Ardalis.Specification;
using PropOps.Domain.Kernel;

namespace PropOps.Domain.Identity.OneTime;

/// <summary>
/// Somebody asked for a reset link. Whether there is such an account is found out later, in the background, so that asking
/// takes as long for an unknown address as for a known one (PW-4).
/// </summary>
public sealed class PasswordResetRequest : AggregateRoot
{
    private PasswordResetRequest()
    {
    }

    public PasswordResetRequest(string emailToken, DateTimeOffset at)
    {
        EmailToken = emailToken;
        Created(at);
    }

    /// <summary>Keyed token of the address that was given.</summary>
    public string EmailToken { get; private set; } = "";

    public DateTimeOffset? AnsweredAt { get; private set; }

    public void Answered(DateTimeOffset at)
    {
        AnsweredAt = at;
        Changed(at);
    }
}

public sealed class PasswordResetRequestById : Specification<PasswordResetRequest>
{
    public PasswordResetRequestById(long id) => Query.Where(request => request.Id == id);
}

public sealed class UnansweredPasswordResetRequests : Specification<PasswordResetRequest>
{
    public UnansweredPasswordResetRequests(DateTimeOffset askedBefore) => Query.Where(request => request.AnsweredAt == null && request.CreatedAt < askedBefore);
}
