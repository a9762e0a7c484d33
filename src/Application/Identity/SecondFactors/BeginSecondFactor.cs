using PropOps.Application.Activity;
using PropOps.Application.Identity.Gates;
using PropOps.Application.Persistence;
using PropOps.Application.Settings;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;

namespace PropOps.Application.Identity.SecondFactors;

/// <summary>Shows a new secret for an authenticator app. Nothing changes until a code of it is confirmed.</summary>
[SignedIn(Reauth = true, Clears = Gate.SecondFactorSetup)]
public sealed record BeginSecondFactor : ICommand;

[ShownOnce]
public sealed record OfferedSecondFactor(string Secret, string OtpauthUri, string QrSvg, DateTimeOffset ExpiresAt);

internal sealed class BeginSecondFactorHandler(
    ICurrentUser currentUser, IRepository<User> users, ISecondFactors factors, IAuthenticatorApp app, ISettings settings, ActivityDraft activity, TimeProvider time)
    : IHandler<BeginSecondFactor, OfferedSecondFactor>
{
    public async Task<OfferedSecondFactor> Handle(BeginSecondFactor request, CancellationToken cancellationToken)
    {
        var user = (await users.Find(new UserById(currentUser.RequireCaller().Id), cancellationToken))!;
        if (user.SecondFactorSince is not null)
        {
            throw new ConflictRefusal("The second factor is already on");
        }

        var factor = await factors.Of(user, cancellationToken);
        factor.Offer(app.NewSecret(), time.GetUtcNow());
        var (uri, svg) = app.Invitation(factor.OfferedSecret!, settings.Get(OrganisationSettings.Name), user.Email);
        activity.About("user", user.Id, user.Uuid, "Began to set up a second factor");
        return new OfferedSecondFactor(factor.OfferedSecret!, uri, svg, factor.OfferedUntil!.Value);
    }
}
