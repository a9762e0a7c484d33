using System.ComponentModel.DataAnnotations;
using PropOps.Application.Activity;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Domain.Maintenance;

namespace PropOps.Application.Maintenance;

/// <summary>Puts the product under maintenance, or ends it.</summary>
[Permission("api.system.maintenance_mode.manage", AccountTypes = [AccountType.Staff])]
public sealed record SetMaintenanceMode : ICommand, IValidatableObject
{
    private const string Enable = "enable";

    /// <summary>Another way to say enabled.</summary>
    [OneOf(Enable, "disable")]
    public string? Action { get; init; }

    public bool? Enabled { get; init; }

    [Text(0, 500)]
    public string? Reason { get; init; }

    public DateTimeOffset? Until { get; init; }

    internal bool IsToBeOn => Enabled ?? Action == Enable;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Enabled is null && Action is null)
        {
            yield return new(null, ["enabled"]);
        }

        if (Enabled is { } enabled && Action is not null && enabled != (Action == Enable))
        {
            yield return new("action and enabled do not agree", ["enabled"]);
        }
    }
}

internal sealed class SetMaintenanceModeHandler(IRepository<MaintenanceMode> modes, ITransaction transaction, ActivityDraft activity, TimeProvider time)
    : IHandler<SetMaintenanceMode, MaintenanceState>
{
    public async Task<MaintenanceState> Handle(SetMaintenanceMode request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (request.IsToBeOn && request.Until <= now)
        {
            throw new InvalidRefusal("until", "until must be in the future");
        }

        await transaction.FollowOthers("maintenance", cancellationToken);
        var mode = await modes.Find(new TheMaintenanceMode(), cancellationToken);
        if (mode is null)
        {
            modes.Add(mode = new MaintenanceMode(now));
        }

        if (request.IsToBeOn)
        {
            mode.Begin(request.Reason, request.Until, now);
        }
        else
        {
            mode.End(now);
        }

        activity.About("maintenance_mode", mode.Id, mode.Uuid, mode.IsOn ? "Maintenance began" : "Maintenance ended", ["enabled", "reason", "until"]);
        return new MaintenanceState(mode.IsOn, mode.Reason, mode.Until);
    }
}
