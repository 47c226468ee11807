using HaControlPlane.Nodes;
using HaControlPlane.Rollout;

namespace HaControlPlane.Cli.Output;

/// <summary>How a rollout ended, for people: a line a node, errors with what to do, one sentence at the end.</summary>
internal static class ReportText
{
    public static void Write(TextWriter writer, RolloutReport report, RolloutWords words)
    {
        foreach (var node in report.Nodes)
        {
            writer.WriteLine($"{node.Node.Name}: {Describe(node, words)}");
            foreach (var text in node.Kept)
            {
                writer.WriteLine($"    {text.Path} had been edited by hand; that text is kept on the node as {text.KeptAs}");
            }
        }

        Errors(Console.Error, report.Nodes.Select(n => n.Error).OfType<NodeError>());
        var changed = report.Nodes.Count(n => n.State == NodeState.Committed);
        writer.WriteLine(report.Outcome switch
        {
            RolloutOutcome.NothingToDo when report.Nodes.Any(n => n.Waits is not null) =>
                $"Nothing to do by now: {string.Join(", ", report.Nodes.Where(n => n.Waits is not null).Select(n => n.Node.Name))} must go on first.",
            RolloutOutcome.NothingToDo => $"Nothing to do: {words.NothingToDo}.",
            RolloutOutcome.Applied => Style.Good($"{words.Done} {changed} of {report.Nodes.Count} nodes in {report.Elapsed.TotalSeconds:0.0} s."),
            RolloutOutcome.Cancelled => Style.Bad("Cancelled."),
            _ when report.Mixed is { } mixed => Style.Bad($"{mixed.Id}: {mixed.What} {mixed.Fix}"),
            _ when report.Nodes.Any(n => n.State == NodeState.Unknown) =>
                Style.Bad($"Failed; {string.Join(", ", report.Nodes.Where(n => n.State == NodeState.Unknown).Select(n => n.Node.Name))} cannot be asked; what else was changed was put back."),
            _ => Style.Bad("Failed; what was changed was put back."),
        });
    }

    public static void Errors(TextWriter writer, IEnumerable<NodeError> errors)
    {
        foreach (var error in errors)
        {
            writer.WriteLine($"{error.Node.Name}: error {error.Id}: {error.What}");
            writer.WriteLine($"    fix: {error.Fix}");
        }
    }

    private static string Describe(NodeReport node, RolloutWords words) => node.State switch
    {
        NodeState.Unchanged when node.Waits is { } next => $"unchanged; waits for {next}",
        NodeState.Committed when node.Waits is { } next => $"{words.OfNode(node)}; the rest waits for {next}",
        NodeState.Committed => $"{words.OfNode(node)}{(node.AwaitsKubelet ? "; the pods start with the kubelet" : "")}{Open(node)}",
        NodeState.Overwritten => $"committed, and changed by another program since{Open(node)}",
        NodeState.Undone => "put back",
        NodeState.Unknown when node.MayKeep => $"unknown; within {node.HealsWithin?.TotalSeconds:0} s it keeps the change or puts itself back",
        NodeState.Unknown => $"unknown; it puts itself back within {node.HealsWithin?.TotalSeconds:0} s",
        var state => state.ToString().ToLowerInvariant(),
    };

    /// <summary>It was told to keep the change, and did not answer when the run ended.</summary>
    private static string Open(NodeReport node) => node.HealsWithin is { } within ? $"; it could not be told that the run has ended, and ends it within {within.TotalSeconds:0} s" : "";
}
