using PropOps.Application.Identity;
using PropOps.Domain.Kernel;

namespace PropOps.Infrastructure.Identity;

internal sealed class CurrentUser : ICurrentUser
{
    private Actor _actor = Actor.Product;

    public Caller? Caller { get; private set; }

    public Actor Actor => _actor;

    public void SignIn(Caller caller)
    {
        Caller = caller;
        _actor = new Actor(caller.Id, caller.Uuid, caller.Name, caller.Type, caller.Via);
    }
}
