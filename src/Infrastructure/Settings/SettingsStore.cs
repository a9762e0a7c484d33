using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PropOps.Application.Settings;
using PropOps.Infrastructure.Coherence;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.Settings;

/// <summary>A stored value that differs from the default of its key.</summary>
internal sealed class SettingRow
{
    public required string Key { get; init; }

    /// <summary>JSON.</summary>
    public required string Value { get; set; }
}

internal sealed class SettingModel : IEntityTypeConfiguration<SettingRow>
{
    public void Configure(EntityTypeBuilder<SettingRow> builder)
    {
        builder.ToTable("core_settings");
        builder.HasKey(row => row.Key);
    }
}

internal sealed class SettingsStore : ISettings, ICoherentCache
{
    private FrozenDictionary<string, string> _stored = FrozenDictionary<string, string>.Empty;
    private ConcurrentDictionary<string, object?> _read = new();

    public ChangeKind Kind => ChangeKind.Rules;

    public T Get<T>(SettingKey<T> key) =>
        _stored.TryGetValue(key.Name, out var json)
            ? (T)_read.GetOrAdd(key.Name, static (_, value) => JsonSerializer.Deserialize<T>(value), json)!
            : key.Default;

    public async Task Refresh(PropOpsDbContext db, CancellationToken cancellationToken)
    {
        var rows = await db.Set<SettingRow>().AsNoTracking().ToListAsync(cancellationToken);
        _stored = rows.ToFrozenDictionary(row => row.Key, row => row.Value);
        _read = new();
    }
}
