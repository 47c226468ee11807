namespace HaControlPlane.Nodes;

/// <summary>Whether a firewall lets VRRP in.</summary>
public enum FirewallVerdict
{
    /// <summary>The rules are such that they cannot be judged from outside.</summary>
    Unknown,

    /// <summary>VRRP comes through.</summary>
    Passes,

    /// <summary>VRRP is dropped.</summary>
    Blocks,
}
