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
        var name = caller.ActedBy is { } actedBy ? $"{actedBy.Name} as {caller.Name}" : caller.Name;
        _actor = new Actor(caller.Id, caller.Uuid, name, caller.Type, caller.Via) { ImpersonatedBy = caller.ActedBy?.Uuid };
    }
}
