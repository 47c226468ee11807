using HaControlPlane.Nodes;
using HaControlPlane.Topology;
using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Rollout.Preflight;

/// <summary>HCP235.</summary>
internal sealed class ProgramsMissing() : NodeRule(new(
    "HCP235", Error, "keepalived, haproxy 2.4 or newer, and curl are installed where they run as services.",
    "A service that is not installed cannot be started, and an older haproxy does not know what our configuration says.",
    "Install the packages keepalived, haproxy and curl, or use runAs: static-pod."))
{
    private static readonly Version OldestHaproxy = new(2, 4);

    private static readonly string[] Needed = ["keepalived", "haproxy", "curl"];

    public override IEnumerable<Finding> Check(ControlPlaneTopology topology, IReadOnlyList<NodeLook> nodes)
    {
        if (topology.LoadBalancer.RunAs != RunAs.Service)
        {
            yield break;
        }

        foreach (var look in nodes)
        {
            var programs = look.Facts.Programs;
            var missing = Needed.Where(p => !programs.ContainsKey(p)).ToArray();
            if (missing.Length > 0)
            {
                yield return Found(look.Node, $"{Display.List(missing)} {(missing.Length == 1 ? "is" : "are")} not installed.");
            }

            if (topology.LoadBalancer.Profile == LoadBalancerProfile.Fast
                && programs.TryGetValue("haproxy", out var text) && Version.TryParse(text, out var version) && version < OldestHaproxy)
            {
                yield return Found(look.Node, $"haproxy is {text}, older than {OldestHaproxy}.");
            }
        }
    }
}
