namespace PropOps.Application.Settings;

/// <summary>Settings that an administrator changes at run time. Each key is declared beside its feature, with the contract's default.</summary>
public interface ISettings
{
    T Get<T>(SettingKey<T> key);
}

/// <summary>A dotted lower-case key of the contract and the value that holds until somebody stores another.</summary>
public sealed record SettingKey<T>(string Name, T Default);
