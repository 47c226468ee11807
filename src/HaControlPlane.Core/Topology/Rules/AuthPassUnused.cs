using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP138.</summary>
internal sealed class AuthPassUnused() : TopologyRule(new(
    "HCP138", Warning, "A VRRP password is given only where there is one.",
    "VRRPv3, which profile fast speaks, has no passwords: RFC 3768 took them out, because they kept nobody away who could read the network.",
    "Delete authPass.",
    "https://www.rfc-editor.org/rfc/rfc3768#section-10"))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        if (topology.LoadBalancer.AuthPass is not null && !topology.UsesTextProfile())
        {
            yield return Found($"authPass is set, but {topology.BalancerInWords()} has no use for it.", "loadBalancer.authPass");
        }
    }
}
