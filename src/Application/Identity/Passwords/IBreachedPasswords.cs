namespace PropOps.Application.Identity.Passwords;

/// <summary>Whether a password is known from data breaches (PBR-1, PBR-2). Answers within three seconds, whatever is away.</summary>
public interface IBreachedPasswords
{
    /// <summary>Outside every transaction: it may ask a service.</summary>
    Task<BreachFinding> Look(string password, CancellationToken cancellationToken);
}

/// <param name="Count">in how many breaches; null where only the bundled list was asked, which does not know.</param>
public sealed record BreachFinding(bool IsBreached, int? Count, BreachSource Source);

public enum BreachSource
{
    /// <summary>The service that knows the breaches.</summary>
    Online,

    /// <summary>The bundled list of the commonest passwords.</summary>
    Offline,
}
