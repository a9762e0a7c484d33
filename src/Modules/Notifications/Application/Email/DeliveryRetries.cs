namespace PropOps.Notifications.Application.Email;

/// <summary>How long to wait after each failed attempt (<c>Deliveries__RetryDelays</c>), give or take a tenth.</summary>
public sealed record DeliveryRetries(IReadOnlyList<TimeSpan> Delays)
{
    private const double Jitter = 0.1;

    /// <returns>null after the last attempt.</returns>
    /// <param name="attempts">made so far, that of a worker that died among them.</param>
    public TimeSpan? After(int attempts) => attempts <= Delays.Count
        // No secret: it keeps the mails of one outage from coming back all at once.
#pragma warning disable CA5394
        ? Delays[attempts - 1] * (1 + (Jitter * ((2 * Random.Shared.NextDouble()) - 1)))
#pragma warning restore CA5394
        : null;
}
