using PropOps.Application.Health;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;

namespace PropOps.Application.Integrity;

/// <summary>What is known of the program's files.</summary>
[Permission("api.admin.alerts.view", AccountTypes = [AccountType.Staff])]
public sealed record GetIntegrityStatus;

public sealed record IntegrityStatus(string Version, DateTimeOffset? BaselineAt, int Files, IntegrityCheck? LastCheck);

public sealed record IntegrityCheck(DateTimeOffset At, int Differences, int DurationMs);

internal sealed class GetIntegrityStatusHandler(ProgramIntegrity integrity, IIntegrityBaselines baselines, ThisNode node) : IHandler<GetIntegrityStatus, IntegrityStatus>
{
    public async Task<IntegrityStatus> Handle(GetIntegrityStatus request, CancellationToken cancellationToken)
    {
        var known = await baselines.Find(integrity.Build, cancellationToken);
        return new IntegrityStatus(
            node.Version, known?.At, known?.FilesCount ?? 0, known?.CheckedAt is { } at ? new IntegrityCheck(at, known.Differences, known.DurationMs) : null);
    }
}
