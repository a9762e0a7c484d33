using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using PropOps.Application.Accounts;
using PropOps.Application.Activity;
using PropOps.Application.Encryption;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;

namespace PropOps.Application.Identity.Passwords;

/// <summary>Makes an account choose a new password, and mails it the link to do so.</summary>
[Permission("api.users.edit", AccountTypes = [AccountType.Staff])]
public sealed record AdminResetPassword : ICommand, IValidatableObject
{
    /// <summary>In place of user_uuid.</summary>
    [MailAddress]
    public string? Email { get; init; }

    [Alias("uuid", "user_id")]
    public Ref? UserUuid { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if ((Email is null) == (UserUuid is null))
        {
            yield return new(null, [Email is null ? "user_uuid" : "email"]);
        }
    }
}

public sealed record ResetLinkSent(bool Sent);

internal sealed class AdminResetPasswordHandler(
    ICurrentUser currentUser, ManagedAccounts accounts, IReadDb db, IBlindIndex blindIndex, PasswordResetLinks links, PortalAccess portal, ActivityDraft activity, TimeProvider time)
    : IHandler<AdminResetPassword, ResetLinkSent>
{
    public async Task<ResetLinkSent> Handle(AdminResetPassword request, CancellationToken cancellationToken)
    {
        // Whoever acts as somebody else and tokens made for programs leave passwords alone; a fresh proof is not asked for here (TOK-2).
        currentUser.RequireCaller().RequireMaySecure();
        var user = (await accounts.ManagedToChange(request.UserUuid ?? await Named(request.Email!, cancellationToken), cancellationToken)).Account;
        if (!user.MaySignIn || !portal.LetsIn(user.AccountType))
        {
            throw new ConflictRefusal("This account may not sign in");
        }

        if (!await links.Send(user, cancellationToken))
        {
            throw new TooManyRefusal("Too many requests", PasswordResetLinks.Window);
        }

        user.RequirePasswordChange(time.GetUtcNow());
        activity.About("user", user.Id, user.Uuid, "Must choose a new password", ["must_change_password"]);
        return new ResetLinkSent(Sent: true);
    }

    private async Task<Ref> Named(string email, CancellationToken cancellationToken)
    {
        var token = blindIndex.Token(BlindIndexKind.Email, email);
        return await db.Of<User>().Where(user => user.EmailToken == token).Select(user => (Guid?)user.Uuid).SingleOrDefaultAsync(cancellationToken)
            ?? throw new NotFoundRefusal("User");
    }
}
