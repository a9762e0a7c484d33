namespace PropOps.Application.UseCases;

/// <summary>One use case. Found by its request type; never called by another handler.</summary>
public interface IHandler<in TRequest, TAnswer>
    where TRequest : notnull
{
    Task<TAnswer> Handle(TRequest request, CancellationToken cancellationToken);
}

/// <summary>Marks a request that changes something: it runs in a write transaction and leaves one activity row.</summary>
public interface ICommand;
