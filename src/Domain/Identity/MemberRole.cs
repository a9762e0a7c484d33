namespace PropOps.Domain.Identity;

/// <summary>What an account is in its contractor firm.</summary>
public enum MemberRole
{
    /// <summary>Sees and answers all of the firm's jobs.</summary>
    Office,

    /// <summary>Sees the accepted jobs that name them.</summary>
    Technician,
}
