namespace PropOps.Application.Encryption;

/// <summary>Keyed tokens by which encrypted values are found and kept unique without being readable.</summary>
public interface IBlindIndex
{
    string Token(BlindIndexKind kind, string value);
}

public enum BlindIndexKind
{
    /// <summary>Compared without case.</summary>
    Email,

    IpAddress,

    /// <summary>A kind of device.</summary>
    Device,

    /// <summary>A recovery code of the second factor.</summary>
    RecoveryCode,

    /// <summary>E.164.</summary>
    Phone,

    /// <summary>A word of a name, or its beginning.</summary>
    Name,

    /// <summary>A code of few digits, together with what it is for.</summary>
    OneTimeCode,
}
