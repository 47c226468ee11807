using HaControlPlane.Nodes;
using HaControlPlane.Topology;
using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Rollout.Preflight;

/// <summary>HCP271.</summary>
internal sealed class DaemonRunsElsewhere() : NodeRule(new(
    "HCP271", Error, "The services of keepalived and haproxy run on the files that are written.",
    "A daemon with other options reads another file: the node would run, and could never serve the endpoint.",
    "Take the option out where it is written, and restart the service."))
{
    private static readonly string[] Daemons = ["haproxy", "keepalived"];

    public override IEnumerable<Finding> Check(ControlPlaneTopology topology, IReadOnlyList<NodeLook> nodes) =>
        topology.LoadBalancer.RunAs != RunAs.Service ? [] : nodes.SelectMany(n => Daemons.Select(d => Judge(n, d)).OfType<Finding>());

    private Finding? Judge(NodeLook look, string daemon)
    {
        var start = look.Services.Starts.GetValueOrDefault(daemon) ?? [];
        var ours = DaemonOptions.ConfigOf(daemon);
        if (DaemonOptions.Elsewhere(daemon, [.. start.Select(w => w.Text)]) is { } set)
        {
            return Found(
                look.Node,
                $"The service {daemon} starts with {Display.Line(set.Option)} ({Display.Line(start[set.Index].Origin)}), and not on {ours}.",
                fix: $"Take {Display.Line(set.Option)} out of {Display.Line(start[set.Index].Origin.Split(" in ")[^1])}, and restart the service.");
        }

        return look.Services.MainOf(daemon) is { InPod: false } main && DaemonOptions.Elsewhere(daemon, main.Arguments) is { } runs
            ? Found(look.Node, $"{daemon} (process {main.Id}) runs with {Display.Line(runs.Option)}, and not on {ours}.", fix: $"Restart the service {daemon}: it would start on {ours} now.")
            : null;
    }
}
