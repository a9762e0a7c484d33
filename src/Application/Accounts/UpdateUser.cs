using PropOps.Application.Activity;
using PropOps.Application.Identity;
using PropOps.Application.Input;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;

namespace PropOps.Application.Accounts;

/// <summary>Changes the caller's own account, or one that they manage.</summary>
[Permission(AccountKeys.Manage, OwnExempt = true)]
public sealed record UpdateUser : AccountUpdate, ICommand
{
    [Alias("user_uuid", "user_id")]
    public required Ref Uuid { get; init; }
}

/// <summary>Changes the caller's own profile, or that of an account that they manage.</summary>
[Permission(AccountKeys.Manage, OwnExempt = true)]
public sealed record UpdateProfile : AccountUpdate, ICommand
{
    [Alias("uuid", "user_id")]
    public Ref? UserUuid { get; init; }
}

/// <summary>Says that the first steps are done.</summary>
[Permission(AccountKeys.Manage, OwnExempt = true)]
public sealed record CompleteOnboarding : ICommand
{
    [Alias("user_uuid", "user_id")]
    public Ref? Uuid { get; init; }
}

public sealed record OnboardingState(DateTimeOffset OnboardingCompletedAt);

/// <summary>Changes an account that the caller manages.</summary>
[Permission(AccountKeys.Settings, AccountTypes = [AccountType.Staff], Reauth = true)]
public sealed record UpdateSettingsUser : ICommand
{
    [Alias("uuid", "user_uuid")]
    public required Ref UserId { get; init; }

    public required AccountUpdate Data { get; init; }
}

public sealed record UpdatedSettingsUser(long UserId, Guid Uuid, string Name, long? RoleId);

internal sealed class UpdateUserHandler(ManagedAccounts accounts, AccountChanges changes, AccountPowers powers, AccountRows rows, ActivityDraft activity) :
    IHandler<UpdateUser, AccountRow>,
    IHandler<UpdateProfile, AccountRow>,
    IHandler<CompleteOnboarding, OnboardingState>,
    IHandler<UpdateSettingsUser, UpdatedSettingsUser>
{
    public async Task<AccountRow> Handle(UpdateUser request, CancellationToken cancellationToken) => await rows.Of(
        await Change(request, () => accounts.OwnOrManagedToChange<UpdateUser>(request.Uuid, cancellationToken), cancellationToken), cancellationToken);

    public async Task<AccountRow> Handle(UpdateProfile request, CancellationToken cancellationToken) => await rows.Of(
        await Change(request, () => accounts.OwnOrManagedToChange<UpdateProfile>(request.UserUuid, cancellationToken), cancellationToken), cancellationToken);

    public async Task<OnboardingState> Handle(CompleteOnboarding request, CancellationToken cancellationToken)
    {
        var update = new AccountUpdate { OnboardingCompleted = true };
        var power = await Change(update, () => accounts.OwnOrManagedToChange<CompleteOnboarding>(request.Uuid, cancellationToken), cancellationToken);
        return new OnboardingState(power.Account.OnboardingCompletedAt!.Value);
    }

    public async Task<UpdatedSettingsUser> Handle(UpdateSettingsUser request, CancellationToken cancellationToken)
    {
        var power = await Change(request.Data, () => accounts.ManagedToChange(request.UserId, cancellationToken), cancellationToken);
        return new UpdatedSettingsUser(power.Account.Id, power.Account.Uuid, power.Account.Name, power.Account.RoleId);
    }

    private async Task<AccountPower> Change(AccountUpdate update, Func<Task<AccountPower>> find, CancellationToken cancellationToken)
    {
        var wanted = update.Wanted;
        var role = await changes.RoleToGive(wanted.RoleId, cancellationToken);
        var power = await find();
        power.Account.RequireVersion(update.Version);
        var changed = await changes.Apply(power, wanted, role, cancellationToken);
        activity.About("user", power.Account.Id, power.Account.Uuid, "Account changed", changed);
        return await powers.Of(power.Account, cancellationToken);
    }
}
