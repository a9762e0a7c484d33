namespace PropOps.Infrastructure.Persistence;

/// <summary>For writes of one statement outside a transaction, which on SQLite take their turn like every other writer.</summary>
public sealed class StatementGate
{
    private readonly WriteGate _gate;

    internal StatementGate(WriteGate gate) => _gate = gate;

    public async Task<T> Write<T>(Func<Task<T>> statement, CancellationToken cancellationToken)
    {
        using (await _gate.Enter(cancellationToken))
        {
            return await statement();
        }
    }
}
