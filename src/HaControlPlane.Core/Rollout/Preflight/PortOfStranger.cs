using HaControlPlane.Nodes;
using HaControlPlane.Rendering;
using HaControlPlane.Topology;
using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Rollout.Preflight;

/// <summary>HCP234.</summary>
internal sealed class PortOfStranger() : NodeRule(new(
    "HCP234", Error, "The balancer's ports are free, or haproxy's own.",
    "haproxy could not listen there, and would not start.",
    "Choose another endpoint.port, or stop that program."))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology, IReadOnlyList<NodeLook> nodes)
    {
        int[] needed = topology.LoadBalancer.Profile == LoadBalancerProfile.Fast ? [topology.Endpoint.Port, FastProfile.MonitorPort] : [topology.Endpoint.Port];

        // Who listens is known only by name; a port without one is judged by the stage, which knows whether haproxy runs.
        return from look in nodes
               from port in look.Facts.Ports
               where needed.Contains(port.Port) && port.Program is not (null or "haproxy")
               select Found(look.Node, $"{Display.Quote(port.Program)} listens on port {port.Port}.");
    }
}
