using PropOps.Application.Activity;
using PropOps.Application.Identity.Passwords;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.Security;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Domain.Security;

namespace PropOps.Application.Accounts;

/// <summary>Makes an account that may do everything, for whoever has the machine and nobody to sign in as (ACC-8).</summary>
public sealed class FirstAdministrator(
    IRepository<User> users, IRepository<Role> roles, PasswordChoice choice, ITransaction transaction, ActivityDraft activity, IActivityLog activityLog, ISecurityLog securityLog, TimeProvider time)
{
    private const string FirstName = "Administrator";

    /// <exception cref="Refusal">the address is taken or is none, or the password is too weak.</exception>
    public async Task Make(string email, string password, CancellationToken cancellationToken)
    {
        if (!EmailAddress.IsValid(email))
        {
            throw new InvalidRefusal("email", $"{email} is no mail address");
        }

        var address = EmailAddress.Normalise(email);
        var hash = await choice.Accept(password, new PasswordOwner(FirstName, "", address, []), "password", cancellationToken);
        await transaction.Run(
            async () =>
            {
                var role = (await roles.Find(new RoleNamed(SeededRole.All[0].Id, uuid: null), cancellationToken))!;
                var user = new User(new NewAccount(FirstName, "", address, AccountType.Staff) { RoleId = role.Id }, hash, time.GetUtcNow());
                users.Add(user);
                activity.Action = "users.create_admin";
                activity.About("user", user.Id, user.Uuid, "Made on the command line");
                activityLog.Add(activity);
                securityLog.Add(new SecurityNote(SecurityEventType.RoleChanged, user.Id) { Detail = "A SysOps account was made on the command line" });
                return true;
            },
            cancellationToken);
    }
}
