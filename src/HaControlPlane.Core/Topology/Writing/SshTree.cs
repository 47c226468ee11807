namespace HaControlPlane.Topology.Writing;

/// <summary>SSH options as keys: what all nodes share goes to the top, what is a node's own stays with it.</summary>
internal static class SshTree
{
    /// <summary>The options of one node.</summary>
    public static Branch Of(SshOptions ssh) => new Branch()
        .Add("host", ssh.HostName)
        .Add("user", ssh.User)
        .Add("port", ssh.Port)
        .Add("keyFile", ssh.KeyFile)
        .Add("knownHosts", ssh.KnownHosts)
        .AddUnless("none", "become", TopologyWords.Become.WordOf(ssh.Become))
        .AddUnless("auto", "transport", TopologyWords.Transports.WordOf(ssh.Transport))
        .Add("jump", ssh.Jump)
        .Add("configFile", ssh.ConfigFile)
        .AddUnless(true, "keepConnections", ssh.KeepConnections);

    /// <summary>The keys that have the same value on every node. A host is always a node's own.</summary>
    public static Branch CommonTo(IReadOnlyList<ControlPlaneNode> nodes) => nodes.Count == 0
        ? new Branch()
        : nodes.Skip(1).Aggregate(
            Of(nodes[0].Ssh with { HostName = null }),
            (common, node) => common.Without(common.Without(Of(node.Ssh))));
}
