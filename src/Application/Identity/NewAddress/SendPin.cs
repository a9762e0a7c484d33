using PropOps.Application.Activity;
using PropOps.Application.Identity.Gates;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Identity.OneTime;
using PropOps.Domain.Kernel;

namespace PropOps.Application.Identity.NewAddress;

/// <summary>Mails the PIN once more.</summary>
[SignedIn(Clears = Gate.NewAddress)]
public sealed record SendPin : ICommand;

/// <param name="SentTo">masked.</param>
public sealed record SentPin(string SentTo, DateTimeOffset ExpiresAt);

internal sealed class SendPinHandler(
    ICurrentUser currentUser, IRepository<User> users, ISessions sessions, Pins pins, ActivityDraft activity, TimeProvider time) : IHandler<SendPin, SentPin>
{
    public async Task<SentPin> Handle(SendPin request, CancellationToken cancellationToken)
    {
        var caller = currentUser.RequireCaller();
        if (!caller.Session.AwaitsPin)
        {
            throw new ConflictRefusal("No PIN is needed");
        }

        var user = (await users.Find(new UserById(caller.Id), cancellationToken))!;
        var session = (await sessions.Find(caller.Session.Id, cancellationToken))!;
        if (await pins.Send(user, session, cancellationToken) is { } wait)
        {
            throw new TooManyRefusal($"Too many requests. Try again in {Math.Ceiling(wait.TotalSeconds)} seconds.", wait);
        }

        activity.About("user", user.Id, user.Uuid, "Asked for the PIN of a new network");
        return new SentPin(EmailAddress.Mask(user.Email), time.GetUtcNow() + OneTimeCode.Lifetime);
    }
}
