using System.ComponentModel.DataAnnotations;
using System.Globalization;
using PropOps.Application.Input;
using PropOps.Application.UseCases;

namespace PropOps.Application.Identity.Passwords;

/// <summary>Whether a password is known from data breaches. It is not kept.</summary>
[Permission("api.security.password_breach_check.read")]
public sealed record CheckPassword : IValidatableObject
{
    private const int Shortest = 4;

    /// <summary>At least 4 characters.</summary>
    [Secret, Text(1, 256)]
    public required string Password { get; init; }

    /// <summary>Tells the count of a password that was not found as well.</summary>
    public bool ReturnCount { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Password.EnumerateRunes().Count() < Shortest)
        {
            yield return new("password must be at least 4 characters", ["password"]);
        }
    }
}

public sealed record PasswordCheck([property: AlsoAtTop] bool Breached, [property: AlsoAtTop] int? Count, [property: AlsoAtTop] BreachSource Source);

internal sealed class CheckPasswordHandler(IBreachedPasswords breaches) : IHandler<CheckPassword, Reply<PasswordCheck>>
{
    public async Task<Reply<PasswordCheck>> Handle(CheckPassword request, CancellationToken cancellationToken)
    {
        var finding = await breaches.Look(request.Password, cancellationToken);
        var count = request.ReturnCount || finding.IsBreached ? finding.Count : null;
        var message = finding switch
        {
            { IsBreached: false } => "This password was not found in known data breaches.",
            { Count: { } times } => string.Create(CultureInfo.InvariantCulture, $"This password has appeared in {times:N0} data breaches."),
            _ => "This password is among the most common ones.",
        };
        return new(new(finding.IsBreached, count, finding.Source), message);
    }
}
