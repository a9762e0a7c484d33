using System.Data.Common;
using System.Diagnostics;
using Hangfire;
using Hangfire.States;
using Microsoft.EntityFrameworkCore.Diagnostics;
using PropOps.Notifications.Application.Email;
using PropOps.Notifications.Domain.Deliveries;

namespace PropOps.TestHost;

/// <summary>Kills the process at the nth call, as the power cut does: nothing is disposed, nothing said.</summary>
internal sealed class Death(int at)
{
    private volatile bool _begun;
    private int _reached;

    /// <summary>What the start itself does (the demo data) does not count.</summary>
    public void Begin() => _begun = true;

    public void Reach()
    {
        if (_begun && Interlocked.Increment(ref _reached) >= at)
        {
            Process.GetCurrentProcess().Kill();
            Thread.Sleep(Timeout.Infinite);
        }
    }
}

/// <summary>Everything that the transaction changes is written; the commit of one that touched a <typeparamref name="TEntity"/> is not.</summary>
internal sealed class DeathBeforeCommit<TEntity>(Death death) : DbTransactionInterceptor
    where TEntity : class
{
    public override ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context!.ChangeTracker.Entries<TEntity>().Any())
        {
            death.Reach();
        }

        return ValueTask.FromResult(result);
    }
}

internal sealed class DeathInsteadOfEnqueue(Death death) : IBackgroundJobClientV2
{
    public JobStorage Storage => throw new NotSupportedException("Nothing is stored.");

    public string Create(Hangfire.Common.Job job, IState state) => Create(job, state, new Dictionary<string, object>());

    public string Create(Hangfire.Common.Job job, IState state, IDictionary<string, object> parameters)
    {
        death.Reach();
        throw new NotSupportedException("An enqueue before the one to die at: only the first can be died at.");
    }

    public bool ChangeState(string jobId, IState state, string expectedState) =>
        throw new NotSupportedException("The product moves no job from state to state by hand.");
}

internal sealed class DeathAfterSending(IMailTransport transport, Death death) : IMailTransport
{
    public async Task<SentMail> Send(Delivery delivery, RenderedMail mail, CancellationToken cancellationToken)
    {
        var sent = await transport.Send(delivery, mail, cancellationToken);
        death.Reach();
        return sent;
    }
}
