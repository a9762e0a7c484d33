using PropOps.Application.Activity;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;

namespace PropOps.Application.Health;

/// <summary>The published API asks for it. There is no licence to be checked, and nobody is called.</summary>
[Permission("api.system.status.manage", AccountTypes = [AccountType.Staff])]
public sealed record ForceLicenseCheck : ICommand;

public sealed record LicenseCheck(bool Valid, string Licence, DateTimeOffset CheckedAt, bool OutboundCall);

internal sealed class ForceLicenseCheckHandler(ActivityDraft activity, TimeProvider time) : IHandler<ForceLicenseCheck, LicenseCheck>
{
    public Task<LicenseCheck> Handle(ForceLicenseCheck request, CancellationToken cancellationToken)
    {
        activity.Did("The licence was asked for");
        return Task.FromResult(new LicenseCheck(Valid: true, VersionAnswer.OpenSource, time.GetUtcNow(), OutboundCall: false));
    }
}
