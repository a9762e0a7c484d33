using System.Text.Json.Serialization;
using PropOps.Application.Identity.Gates;
using PropOps.Application.Names;
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

internal sealed class GetSessionHandler(ICurrentUser currentUser, GateKeeper gates, INames names) : IHandler<GetSession, SessionAnswer>
{
    public async Task<SessionAnswer> Handle(GetSession request, CancellationToken cancellationToken)
    {
        var caller = currentUser.RequireCaller();
        var contractor = await names.One(NameKind.Contractor, caller.ContractorId, cancellationToken);
        return new SessionAnswer(
            new(caller.Id, caller.Uuid, caller.Name, contractor?.Uuid, caller.MemberRole),
            new(Session.HandleOf(caller.Session.Uuid), caller.Session.Kind == SessionKind.Web ? "web" : "api_token", caller.Session.ExpiresAt, caller.Session.PassedSecondFactor, ImpersonatedByName: null),
            new(caller.HasSecondFactor, ConfirmedAt: null, RecoveryCodesLeft: 0, Required: false),
            gates.StandingBefore(caller),
            caller.PermissionsVersion);
    }
}
