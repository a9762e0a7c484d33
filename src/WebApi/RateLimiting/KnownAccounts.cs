using System.Buffers.Binary;
using System.Collections.Concurrent;
using PropOps.Application.Identity;

namespace PropOps.WebApi.RateLimiting;

/// <summary>
/// Whose tokens this node has seen, so that a request can be counted against address and account at once. It proves nothing:
/// a token that is refused is forgotten, and has cost its account one request at most.
/// </summary>
internal sealed class KnownAccounts
{
    private const int MostTokens = 50_000;
    private readonly ConcurrentDictionary<UInt128, long> _accounts = new();

    public long? Of(string token) => KeyOf(token) is { } key && _accounts.TryGetValue(key, out var account) ? account : null;

    public void Remember(string token, long account)
    {
        if (_accounts.Count > MostTokens)
        {
            _accounts.Clear();
        }

        _accounts[KeyOf(token)!.Value] = account;
    }

    public void Forget(string token)
    {
        if (KeyOf(token) is { } key)
        {
            _accounts.TryRemove(key, out _);
        }
    }

    private static UInt128? KeyOf(string token) => SessionToken.HashOf(token) is { } hash ? BinaryPrimitives.ReadUInt128LittleEndian(hash) : null;
}
