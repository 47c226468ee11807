using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP177.</summary>
internal sealed class SingleFileMounts() : TextProfileRule(
    new(
        "HCP177", Warning, "A pod sees the new file after a change.",
        "A mount of a single file stays with the old inode when the file is replaced: the pod goes on with the old text until it is made anew.",
        UseFast, "docker-library/haproxy#31"),
    "the configuration files are mounted one by one.")
{
    protected override bool Applies(ControlPlaneTopology topology) => topology.UsesStaticPods();
}
