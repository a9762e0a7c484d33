namespace PropOps.Infrastructure.Persistence;

/// <summary>
/// SQLite has one writer, and a waiting transaction would hold its thread for the whole busy timeout. So every write
/// transaction of the process queues here first, without a thread. PostgreSQL needs no gate: it is always open.
/// </summary>
internal sealed class WriteGate(bool oneAtATime, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim? _turn = oneAtATime ? new SemaphoreSlim(1, 1) : null;

    // Ticks of UTC; 0 while nobody writes.
    private long _heldSince;

    /// <summary>When the one who writes now began; null where nobody does.</summary>
    public DateTimeOffset? HeldSince => Interlocked.Read(ref _heldSince) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    public async ValueTask<Pass> Enter(CancellationToken cancellationToken)
    {
        if (_turn is not null)
        {
            await _turn.WaitAsync(cancellationToken);
            Interlocked.Exchange(ref _heldSince, time.GetUtcNow().UtcTicks);
        }

        return new Pass(this);
    }

    public void Dispose() => _turn?.Dispose();

    private void Leave()
    {
        if (_turn is not null)
        {
            Interlocked.Exchange(ref _heldSince, 0);
            _turn.Release();
        }
    }

    public readonly struct Pass(WriteGate gate) : IDisposable
    {
        public void Dispose() => gate.Leave();
    }
}
