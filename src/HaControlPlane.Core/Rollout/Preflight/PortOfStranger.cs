using HaControlPlane.Nodes;
using HaControlPlane.Topology;
using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Rollout.Preflight;

/// <summary>HCP234.</summary>
internal sealed class PortOfStranger() : NodeRule(new(
    "HCP234", Error, "The balancer's ports are free, or haproxy's own.",
    "haproxy could not listen there, and would not start.",
    "Choose another endpoint.port, or stop that program."))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology, IReadOnlyList<NodeLook> nodes) =>
        nodes.SelectMany(look => Endpoint(topology, look).Concat(Monitor(topology, look)));

    // Who listens is known only by name; a port without one is judged by the stage, which knows whether haproxy runs.
    private IEnumerable<Finding> Endpoint(ControlPlaneTopology topology, NodeLook look) =>
        from port in look.Facts.Ports
        where port.Port == topology.Endpoint.Port && port.Program is not (null or "haproxy")
        select Found(look.Node, $"{Owner(port)} listens on port {port.Port}.");

    /// <summary>The stage does not look at this one, so a port whose owner the node cannot name counts where no haproxy runs at all.</summary>
    private IEnumerable<Finding> Monitor(ControlPlaneTopology topology, NodeLook look) =>
        from port in look.Facts.Ports
        where topology.LoadBalancer.Profile == LoadBalancerProfile.Fast && port.Port == topology.LoadBalancer.MonitorPort
            && (port.Program is null ? look.Services.Processes.All(p => p.Daemon != "haproxy") : port.Program != "haproxy")
        select Found(
            look.Node,
            $"{Owner(port)} listens on port {port.Port}, the monitor port: haproxy tells of itself there, to this node alone.",
            fix: "Set loadBalancer.monitorPort to a free port, or stop that program.");

    private static string Owner(ListeningPort port) =>
        port.Program is null ? "A program" : Display.Quote(port.Program) + (port.ProcessId is { } id ? $" (process {id})" : string.Empty);
}
