using PropOps.Domain.Kernel;

namespace PropOps.Application.Identity.Gates;

/// <summary>What may stand between a known caller and an operation, in the order in which the gates are asked.</summary>
public enum Gate
{
    None,
    AccountState,
    Maintenance,
    SecondFactor,

    /// <summary>The organisation asks for a second factor that this account has not set up (MFA-4).</summary>
    SecondFactorSetup,
    NewAddress,
    EmailVerification,
    PasswordChange,
    MandatoryDocuments,
    Reauthentication,
}

/// <summary>One gate. It decides by what was read with the session, and asks no database.</summary>
public interface IGate
{
    Gate Gate { get; }

    /// <returns>null where it does not stand before this caller.</returns>
    Refusal? StandsBefore(Caller caller);
}
