using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP110.</summary>
internal sealed class PortRange() : TopologyRule(new(
    "HCP110", Error, "A port is a number from 1 to 65535.",
    "There are no other TCP ports.",
    "Correct the port."))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        var ports = topology.NodesWithPaths()
            .Select(n => (n.Node.Ssh.Port, Path: topology.SshPath(n.Path, "port")))
            .DistinctBy(p => p.Path)
            .Prepend((topology.ApiserverPort, "apiserver.port"))
            .Prepend((topology.Endpoint.Port, "endpoint.port"));
        return ports.Where(p => p.Port is < 1 or > 65535).Select(p => Found($"{p.Path} is {p.Port}.", p.Path));
    }
}
