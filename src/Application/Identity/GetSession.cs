using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using PropOps.Application.Identity.Gates;
using PropOps.Application.Identity.SecondFactors;
using PropOps.Application.Names;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;

namespace PropOps.Application.Identity;

/// <summary>Who am I, and what stands in my way? What a front end asks first.</summary>
[SignedIn(PassesGates = true)]
public sealed record GetSession;

public sealed record SessionAnswer(SessionUser User, SessionFacts Session, SecondFactorFacts Mfa, IReadOnlyList<string> Gates, int PermissionsVersion);

public sealed record SessionUser([property: JsonPropertyName("ID")] long Id, Guid Uuid, string Name, Guid? ContractorUuid, MemberRole? MemberRole);

public sealed record SessionFacts(string SessionId, string Kind, DateTimeOffset ExpiresAt, bool MfaPassed, string? ImpersonatedByName);

public sealed record SecondFactorFacts(bool Enabled, DateTimeOffset? ConfirmedAt, int RecoveryCodesLeft, bool Required);

internal sealed class GetSessionHandler(ICurrentUser currentUser, GateKeeper gates, ISecondFactors factors, SecondFactorRule rule, IReadDb db, INames names) : IHandler<GetSession, SessionAnswer>
{
    public async Task<SessionAnswer> Handle(GetSession request, CancellationToken cancellationToken)
    {
        var caller = currentUser.RequireCaller();
        var contractor = await names.One(NameKind.Contractor, caller.ContractorId, cancellationToken);
        return new SessionAnswer(
            new(caller.Id, caller.Uuid, caller.Name, contractor?.Uuid, caller.MemberRole),
            new(Session.HandleOf(caller.Session.Uuid), caller.Session.Kind.OnTheWire(), caller.Session.ExpiresAt, caller.Session.PassedSecondFactor, caller.ActedBy?.Name),
            await FactorOf(caller, cancellationToken),
            gates.StandingBefore(caller),
            caller.PermissionsVersion);
    }

    private async Task<SecondFactorFacts> FactorOf(Caller caller, CancellationToken cancellationToken)
    {
        var required = rule.Requires(caller.Type, caller.RoleName);
        if (!caller.HasSecondFactor)
        {
            return new SecondFactorFacts(Enabled: false, ConfirmedAt: null, RecoveryCodesLeft: 0, required);
        }

        var since = await db.Of<User>().Where(user => user.Id == caller.Id).Select(user => user.SecondFactorSince).SingleAsync(cancellationToken);
        return new SecondFactorFacts(Enabled: true, since, await factors.RecoveryCodesLeft(caller.Id, cancellationToken), required);
    }
}
