namespace PropOps.Application.UseCases;

/// <summary>
/// Runs further use cases for the caller of this one, each as if it had been sent by itself: permission, shape, a transaction
/// and an activity row of its own. For a request about many records, of which each is judged alone.
/// </summary>
public interface IUseCases
{
    /// <param name="operation">whose activity row it leaves.</param>
    Task<TAnswer> Run<TRequest, TAnswer>(TRequest request, string operation, CancellationToken cancellationToken)
        where TRequest : notnull;
}
