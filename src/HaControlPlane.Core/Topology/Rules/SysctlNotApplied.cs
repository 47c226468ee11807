using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP161.</summary>
internal sealed class SysctlNotApplied() : TopologyRule(new(
    "HCP161", Warning, "Kernel settings are made by other means for now.",
    "This version reads and checks sysctl, but does not yet set it on the nodes.",
    "Set them in a file under /etc/sysctl.d on the nodes.",
    "https://man7.org/linux/man-pages/man5/sysctl.d.5.html"))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        if (topology.Sysctl.Count > 0)
        {
            yield return Found("sysctl is declared and will not be applied by this version.", "sysctl");
        }
    }
}
