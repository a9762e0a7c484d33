namespace PropOps.Application.UseCases;

/// <summary>A handler with slow work that asks nothing of the database (decoding an image): it is done before the transaction, behind which others wait.</summary>
public interface IPrepares<in TRequest>
    where TRequest : notnull
{
    Task Prepare(TRequest request, CancellationToken cancellationToken);
}
