namespace PropOps.Infrastructure.Persistence;

/// <summary>
/// SQLite has one writer, and a waiting transaction would hold its thread for the whole busy timeout. So every write
/// transaction of the process queues here first, without a thread. PostgreSQL needs no gate: it is always open.
/// </summary>
internal sealed class WriteGate(bool oneAtATime) : IDisposable
{
    private readonly SemaphoreSlim? _turn = oneAtATime ? new SemaphoreSlim(1, 1) : null;

    public async ValueTask<Pass> Enter(CancellationToken cancellationToken)
    {
        if (_turn is not null)
        {
            await _turn.WaitAsync(cancellationToken);
        }

        return new Pass(_turn);
    }

    public void Dispose() => _turn?.Dispose();

    public readonly struct Pass(SemaphoreSlim? turn) : IDisposable
    {
        public void Dispose() => turn?.Release();
    }
}
