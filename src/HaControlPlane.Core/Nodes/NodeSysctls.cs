using HaControlPlane.Rendering;
using HaControlPlane.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Nodes;

/// <summary>Asks a node for its kernel settings, live and in the files of its boot.</summary>
public static class NodeSysctls
{
    /// <summary>Reads settings of a node. Nothing is changed there.</summary>
    /// <param name="transport">The way to the node.</param>
    /// <param name="node">The node.</param>
    /// <param name="keys">The keys; none for those that are ours there.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="NodeException">The node cannot be asked.</exception>
    public static async Task<IReadOnlyList<NodeSysctl>> ReadAsync(
        INodeTransport transport, ControlPlaneNode node, IEnumerable<string> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transport);
        return Read(node, await transport.RunAsync(node, ScriptCompiler.Sysctls(keys.Select(SysctlKey.WithDots)), cancellationToken).ConfigureAwait(false));
    }

    internal static IReadOnlyList<NodeSysctl> Read(ControlPlaneNode node, IReadOnlyList<ScriptRecord> records)
    {
        var boot = records.First(r => r.Kind == "sysctl-boot");
        var files = records.Where(r => r.Kind == "sysctl-file").Select(r => KeyValuePair.Create(r[0], r[1])).ToArray();
        return
        [
            .. records.Where(r => r.Kind == "sysctl-live").Select(r => new NodeSysctl
            {
                Node = node,
                Key = r[0],
                Value = r[2] == "yes" ? r[3] : null,
                SetBy = SysctlFiles.Setters(r[0], files, systemd: boot[0] == "systemd"),
                Owner = r[4] switch { "topology" => SysctlOwner.Topology, "alone" => SysctlOwner.Alone, _ => SysctlOwner.None },
                Topology = r[4] == "topology" ? boot[1] : null,
            }),
        ];
    }
}
