using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP125.</summary>
internal sealed class InterfaceNames() : TopologyRule(new(
    "HCP125", Error, "An interface name is one the kernel knows.",
    "It is written into keepalived.conf and into commands; the kernel takes 1 to 15 characters without slash, colon or blank.",
    "Write the name that `ip link` shows, without what follows an @.",
    "https://man7.org/linux/man-pages/man8/ip-link.8.html"))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology) =>
        topology.NodesWithPaths().Select(n => (Name: n.Node.Interface, Path: n.Path + ".interface"))
            .Append((Name: topology.LoadBalancer.Interface, Path: "loadBalancer.interface"))
            .Concat(topology.Network.Routes.Select((r, i) => (Name: (string?)r.Device, Path: $"network.routes[{i}].dev")))
            .Where(i => i.Name is not null && !NameSyntax.IsInterface(i.Name))
            .Select(i => Found($"{Display.Quote(i.Name)} is not an interface name.", i.Path));
}
