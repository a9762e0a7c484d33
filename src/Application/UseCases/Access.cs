using PropOps.Application.Identity;
using PropOps.Application.Identity.Gates;
using PropOps.Domain.Identity;

namespace PropOps.Application.UseCases;

/// <summary>
/// Who may send this request. Every request record carries exactly one of these attributes; together they feed the
/// permission registry, the documents and the contract test.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public abstract class AccessAttribute : Attribute
{
    /// <summary>Needs a proof of who is calling that is no older than 15 minutes.</summary>
    public bool Reauth { get; init; }

    /// <summary>The gate that this request clears: it passes that one and those behind it.</summary>
    public Gate Clears { get; init; }

    /// <summary>Not for somebody who acts as the account: what secures it is its owner's alone. So is what needs a fresh proof or clears a gate.</summary>
    public bool OwnHandsOnly { get; init; }

    /// <summary>Works while the account has yet to set up a second factor, as do its setting up and what passes every gate (MFA-4).</summary>
    public bool OpenDuringFactorSetup { get; init; }

    /// <summary>Passes every gate but the account's state: what a front end asks first, and what ends a session.</summary>
    public bool PassesGates { get; init; }
}

/// <summary>Anybody, signed in or not.</summary>
public sealed class AnyoneAttribute : AccessAttribute;

/// <summary>Any signed-in account, for its own data.</summary>
public sealed class SignedInAttribute : AccessAttribute;

/// <summary>Accounts with one of these roles, whatever keys they hold. A token of narrower scope stands for no role.</summary>
public sealed class RolesAttribute(params string[] names) : AccessAttribute
{
    public string[] Names { get; } = names;

    /// <summary>The account types that may call it at all; empty = all.</summary>
    public AccountType[] AccountTypes { get; init; } = [];

    public bool Admits(Caller caller) =>
        caller.Session.MaySecure && Names.Contains(caller.RoleName) && (AccountTypes.Length == 0 || AccountTypes.Contains(caller.Type));
}

/// <summary>Holders of <paramref name="key"/>, or of one of <see cref="Also"/>.</summary>
public sealed class PermissionAttribute(string key) : AccessAttribute
{
    public string Key { get; } = key;

    /// <summary>Further keys that open the operation as well.</summary>
    public string[] Also { get; init; } = [];

    /// <summary>Keys that the handler asks for on top, where the contract names a condition.</summary>
    public string[] And { get; init; } = [];

    /// <summary>The account types that may call it at all; empty = all.</summary>
    public AccountType[] AccountTypes { get; init; } = [];

    /// <summary>For one's own record no key is asked: the handler asks for it once it knows whose it is (<see cref="ICurrentUser.RequireUnlessOwn{TRequest}"/>).</summary>
    public bool OwnExempt { get; init; }

    public bool IsHeldBy(Caller caller) => caller.Holds(Key) || Array.Exists(Also, caller.Holds);
}
