namespace PropOps.Infrastructure.Identity;

/// <summary>Networks, addresses and kinds of devices that an account signed in from.</summary>
internal static class SignInMemory
{
    /// <summary>What nobody came from for so long is new again, and its row is deleted.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(90);
}
