using Microsoft.Extensions.DependencyInjection;
using PropOps.Application.Activity;
using PropOps.Application.Identity;
using PropOps.Application.UseCases;
using PropOps.Infrastructure.Identity;

namespace PropOps.Infrastructure.UseCases;

internal sealed class ScopedUseCases(IServiceScopeFactory scopes, ICurrentUser currentUser, Origin origin) : IUseCases
{
    public async Task<TAnswer> Run<TRequest, TAnswer>(TRequest request, string operation, CancellationToken cancellationToken)
        where TRequest : notnull
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        services.GetRequiredService<CurrentUser>().SignIn(currentUser.RequireCaller());
        services.GetRequiredService<Origin>().ComesFrom(origin);
        services.GetRequiredService<ActivityDraft>().Action = operation;
        return await services.GetRequiredService<Pipeline>().Run(services.GetRequiredService<IHandler<TRequest, TAnswer>>(), request, cancellationToken);
    }
}
