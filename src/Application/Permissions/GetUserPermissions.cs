using System.Diagnostics.CodeAnalysis;
using PropOps.Application.Accounts;
using PropOps.Application.Identity;
using PropOps.Application.Identity.Gates;
using PropOps.Application.Input;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;

namespace PropOps.Application.Permissions;

/// <summary>What another account holds, and why.</summary>
[Permission(AccountKeys.Permissions, AccountTypes = [AccountType.Staff])]
public sealed record GetUserPermissions
{
    [Alias("uuid", "user_id")]
    public required Ref UserUuid { get; init; }

    public bool Explain { get; init; } = true;
}

public sealed record AccountPermissions : PermissionMap
{
    [SetsRequiredMembers]
    internal AccountPermissions(PermissionMap map, IReadOnlyList<string> gates)
        : base(map) =>
        Gates = gates;

    /// <summary>Codes of the gates that stand before the account in whatever session.</summary>
    public IReadOnlyList<string> Gates { get; }
}

internal sealed class GetUserPermissionsHandler(ManagedAccounts accounts, GateKeeper gates) : IHandler<GetUserPermissions, AccountPermissions>
{
    public async Task<AccountPermissions> Handle(GetUserPermissions request, CancellationToken cancellationToken)
    {
        var power = await accounts.Managed(request.UserUuid, cancellationToken);

        // As if it had just signed in and passed what a session passes.
        var session = new CallerSession(0, Guid.Empty, SessionKind.Web, default) { PassedSecondFactor = true };
        return new AccountPermissions(PermissionMap.Of(power, request.Explain), gates.StandingBefore(Caller.Of(power, session)));
    }
}
