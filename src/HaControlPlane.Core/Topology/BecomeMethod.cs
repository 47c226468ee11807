namespace HaControlPlane.Topology;

/// <summary>How the login user becomes root on a node.</summary>
public enum BecomeMethod
{
    /// <summary>It is root already. YAML: <c>none</c>.</summary>
    None,

    /// <summary>Through sudo, with or without a password. YAML: <c>sudo</c>.</summary>
    Sudo,
}
