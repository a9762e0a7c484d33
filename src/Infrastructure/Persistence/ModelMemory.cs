using Microsoft.Extensions.Caching.Memory;

namespace PropOps.Infrastructure.Persistence;

/// <summary>
/// The model and the compiled queries of one database provider under one master key: the model's converters hold the key
/// ring. EF's own memory is smaller and shared by every host of a process; a model that is pushed out of it would leave the
/// contexts of a pool with two.
/// </summary>
internal sealed class ModelMemory : IDisposable
{
    // In EF's units, of which a query has 10: five times its default, so that nothing is ever compiled twice.
    private const int CompiledQueries = 50_000;

    public MemoryCache Cache { get; } = new(new MemoryCacheOptions { SizeLimit = CompiledQueries });

    public void Dispose() => Cache.Dispose();
}
