using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP113.</summary>
internal sealed class PrivilegedPort() : TopologyRule(new(
    "HCP113", Error, "A balancer in a static pod listens on port 1024 or above.",
    "The official haproxy image has not run as root since 2.4 and may not open a lower port.",
    "Choose a port such as 8443, or use runAs: service.",
    "ansible/awx#10511"))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        if (topology.UsesStaticPods() && topology.Endpoint.Port is >= 1 and < 1024)
        {
            yield return Found($"The balancer's static pod cannot open port {topology.Endpoint.Port}.", "endpoint.port");
        }
    }
}
