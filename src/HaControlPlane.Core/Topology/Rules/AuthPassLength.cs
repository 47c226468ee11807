using System.Text;
using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP136.</summary>
internal sealed class AuthPassLength() : TopologyRule(new(
    "HCP136", Error, "The VRRP password has 1 to 8 characters.",
    "VRRPv2 has room for 8; keepalived cuts off the rest, so that two clusters with one prefix share a password, and then answers "
        + "its own config check with an error.",
    "Shorten it, or leave authPass out to have one generated.",
    "https://www.rfc-editor.org/rfc/rfc2338#section-5.3.10"))
{
    private const int MaxBytes = 8;

    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        if (topology.LoadBalancer.AuthPass is { } password && Encoding.UTF8.GetByteCount(password.Reveal()) is 0 or > MaxBytes)
        {
            yield return Found($"authPass has {password.Reveal().Length} characters.", "loadBalancer.authPass");
        }
    }
}
