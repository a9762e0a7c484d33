using System.ComponentModel.DataAnnotations;
using PropOps.Application.Input;

namespace PropOps.Application.Accounts;

/// <summary>The fields of an account that can be changed; what is left out stays.</summary>
public record AccountUpdate : IValidatableObject
{
    [Text(1, 100), Label]
    public string? FirstName { get; init; }

    [Text(0, 100), Label]
    public Patch<string?> LastName { get; init; }

    [MailAddress]
    public string? Email { get; init; }

    [Text(0, 40)]
    public Patch<string?> Phone { get; init; }

    [Text(0, 35)]
    public Patch<string?> Language { get; init; }

    [Text(0, 60)]
    public Patch<string?> TimeZone { get; init; }

    public Ref? BranchId { get; init; }

    [Items(0, 50)]
    public IReadOnlyList<Ref>? BranchIds { get; init; }

    public Ref? RoleId { get; init; }

    [Amount("0", "1000000000")]
    public Patch<decimal?> SpendLimit { get; init; }

    /// <summary>true.</summary>
    public bool? MustChangePassword { get; init; }

    /// <summary>false ends every lock.</summary>
    public bool? Locked { get; init; }

    /// <summary>true.</summary>
    public bool? OnboardingCompleted { get; init; }

    public int? Version { get; init; }

    internal WantedChanges Wanted => new()
    {
        FirstName = FirstName,
        LastName = LastName,
        Email = Email,
        Phone = Phone,
        Language = Language,
        TimeZone = TimeZone,
        BranchId = BranchId,
        BranchIds = BranchIds,
        RoleId = RoleId,
        SpendLimit = SpendLimit,
        MustChangePassword = MustChangePassword == true,
        Unlock = Locked == false,
        OnboardingCompleted = OnboardingCompleted == true,
    };

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        // Each of them can only be asked for in one direction.
        if (MustChangePassword == false)
        {
            yield return new(null, ["must_change_password"]);
        }

        if (Locked == true)
        {
            yield return new(null, ["locked"]);
        }

        if (OnboardingCompleted == false)
        {
            yield return new(null, ["onboarding_completed"]);
        }
    }
}
