using System.Reflection;
using PropOps.Application.Activity;
using PropOps.Application.Identity;
using PropOps.Application.Identity.Gates;
using PropOps.Application.Persistence;
using PropOps.Domain.Kernel;

namespace PropOps.Application.UseCases;

/// <summary>
/// The way of every use case: permission, shape, transaction. HTTP takes the three steps one by one, because other checks
/// stand between them; whoever else runs a use case (a link, an import, a scheduled job) calls <see cref="Run"/>.
/// </summary>
public sealed class Pipeline(ICurrentUser currentUser, ITransaction transaction, ActivityDraft activity, IActivityLog activityLog)
{
    public Task<TAnswer> Run<TRequest, TAnswer>(IHandler<TRequest, TAnswer> handler, TRequest request, CancellationToken cancellationToken)
        where TRequest : notnull
    {
        Authorise(Access<TRequest>.Rule);
        Shape.Require(request);
        return Execute(handler, request, null, cancellationToken);
    }

    /// <exception cref="UnauthenticatedRefusal">nobody is signed in and the request is not for anyone.</exception>
    /// <exception cref="ForbiddenRefusal">account type or key is missing.</exception>
    public void Authorise(AccessAttribute access)
    {
        if (access is AnyoneAttribute)
        {
            return;
        }

        var caller = currentUser.RequireCaller();
        if (access.OwnHandsOnly)
        {
            caller.RequireOwnHands();
        }

        if (access.Reauth || access.Clears != Gate.None)
        {
            caller.RequireMaySecure();
        }

        if (access is PermissionAttribute permission
            && ((permission.AccountTypes.Length > 0 && !permission.AccountTypes.Contains(caller.Type))
                || !(permission.OwnExempt || permission.IsHeldBy(caller))))
        {
            throw new ForbiddenRefusal();
        }

        if (access is RolesAttribute roles && !roles.Admits(caller))
        {
            throw new ForbiddenRefusal();
        }
    }

    /// <param name="beforeCommit">
    /// Runs with the answer inside the transaction that makes it, the command's or the handler's own. Not at all where the
    /// answer is made outside of one.
    /// </param>
    public async Task<TAnswer> Execute<TRequest, TAnswer>(
        IHandler<TRequest, TAnswer> handler,
        TRequest request,
        Func<TAnswer, Task>? beforeCommit,
        CancellationToken cancellationToken)
        where TRequest : notnull
    {
        if (handler is IPrepares<TRequest> slow)
        {
            await slow.Prepare(request, cancellationToken);
        }

        if (beforeCommit is not null)
        {
            transaction.BeforeCommit(beforeCommit);
        }

        if (request is not ICommand)
        {
            return await handler.Handle(request, cancellationToken);
        }

        return await transaction.Run(
            async () =>
            {
                var answer = await handler.Handle(request, cancellationToken);
                if (activity.HappenedAtAll)
                {
                    activityLog.Add(activity);
                }

                return answer;
            },
            cancellationToken);
    }
}

/// <summary>The access rule of a request type, read once.</summary>
public static class Access<TRequest>
{
    public static AccessAttribute Rule { get; } =
        typeof(TRequest).GetCustomAttribute<AccessAttribute>(inherit: false)
        ?? throw new InvalidOperationException($"{typeof(TRequest).Name} says neither [Permission], [Roles], [SignedIn] nor [Anyone].");
}
