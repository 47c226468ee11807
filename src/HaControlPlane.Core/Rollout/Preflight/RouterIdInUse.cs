using HaControlPlane.Nodes;
using HaControlPlane.Topology;
using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Rollout.Preflight;

/// <summary>HCP233.</summary>
internal sealed class RouterIdInUse() : NodeRule(new(
    "HCP233", Error, "Nobody else on the segment speaks VRRP on the topology's router id.",
    "Two clusters on one id take each other's adverts for their own: one of them never gets its address, and their logs fill up.",
    "Declare another loadBalancer.virtualRouterId, or stop that speaker.",
    "acassen/keepalived#2444"))
{
    public override bool IsAboutSegment => true;

    public override IEnumerable<Finding> Check(ControlPlaneTopology topology, IReadOnlyList<NodeLook> nodes)
    {
        var ours = nodes.SelectMany(n => n.Facts.Addresses.Select(a => a.Range.Address)).Concat(topology.Nodes.Select(n => n.Address)).ToHashSet();
        var settings = VrrpSettings.For(topology);

        // Our own profile speaks to its peers alone, and hears nobody else: a nuisance in the logs then, and no more.
        FindingSeverity? severity = topology.LoadBalancer.Profile == LoadBalancerProfile.Fast ? Warning : null;
        return nodes
            .SelectMany(n => n.Speakers.Select(s => (n.Node, Speaker: s)))
            .Where(s => !ours.Contains(s.Speaker.Address))
            .GroupBy(s => s.Speaker)
            .Select(g => Found(g.First().Node, $"{g.Key.Address} speaks VRRPv{g.Key.Version} on router id {settings.VirtualRouterId} with priority {g.Key.Priority}; {Display.List(g.Select(s => s.Node.Name))} heard it.", severity));
    }
}
