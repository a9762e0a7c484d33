using PropOps.Application.Activity;
using PropOps.Application.BackgroundJobs;
using PropOps.Application.Encryption;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity.OneTime;

namespace PropOps.Application.Identity.Passwords;

/// <summary>Asks for a link by which to choose a new password. The answer tells nobody whether there is such an account.</summary>
[Anyone]
public sealed record RequestPasswordReset : ICommand
{
    [MailAddress]
    public required string Email { get; init; }
}

internal sealed class RequestPasswordResetHandler(
    IRepository<PasswordResetRequest> requests, IBlindIndex blindIndex, IBackgroundJobs backgroundJobs, ActivityDraft activity, TimeProvider time)
    : IHandler<RequestPasswordReset, Nothing?>
{
    public Task<Nothing?> Handle(RequestPasswordReset request, CancellationToken cancellationToken)
    {
        var asked = new PasswordResetRequest(blindIndex.Token(BlindIndexKind.Email, request.Email), time.GetUtcNow());
        requests.Add(asked);
        backgroundJobs.EnqueueAfterCommit<AnswerPasswordResetRequest>(asked.Id);
        activity.Did("Somebody asked for a link to reset a password");
        return Task.FromResult<Nothing?>(null);
    }
}
