using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP162.</summary>
internal sealed class SysctlSyntax() : TopologyRule(new(
    "HCP162", Error, "A kernel setting is a plain key and a value of one line.",
    "The key is a path under /proc/sys and both go into a file: `..` or a line break would write somewhere or something else.",
    "Write it as `sysctl -a` shows it.",
    "https://man7.org/linux/man-pages/man5/sysctl.d.5.html"))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        foreach (var (key, value) in topology.Sysctl)
        {
            if (!NameSyntax.IsSysctlKey(key))
            {
                yield return Found($"{Display.Quote(key)} is not the key of a kernel setting.", "sysctl." + key);
            }
            else if (!NameSyntax.IsSysctlValue(value))
            {
                yield return Found($"The value of {key} is {Display.Quote(value)}.", "sysctl." + key);
            }
        }
    }
}
