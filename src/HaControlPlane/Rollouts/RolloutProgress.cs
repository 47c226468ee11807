using System.Management.Automation;
using HaControlPlane.Rollout;

namespace HaControlPlane.Rollouts;

/// <summary>A rollout's events as progress: one bar for the whole, one below it for each node at work.</summary>
internal sealed class RolloutProgress(Cmdlet cmdlet, string activity)
{
    private const int Parent = 0;

    private readonly Dictionary<string, int> nodes = new(StringComparer.Ordinal);
    private readonly HashSet<string> working = new(StringComparer.Ordinal);
    private bool shown;

    /// <summary>Shows an event, and says it on the verbose stream.</summary>
    public void Show(RolloutEvent rolloutEvent)
    {
        cmdlet.WriteVerbose($"{(rolloutEvent.Node is { } at ? at.Name + ": " : "")}{rolloutEvent.Phase}: {rolloutEvent.Message}");
        shown = true;
        cmdlet.WriteProgress(new ProgressRecord(Parent, activity, rolloutEvent.Phase.ToString()));
        if (rolloutEvent.Node is not { } node)
        {
            return;
        }

        nodes.TryAdd(node.Name, nodes.Count + 1);
        WriteNode(node.Name, $"{rolloutEvent.Phase}: {rolloutEvent.Message}", rolloutEvent.Done);
    }

    /// <summary>Takes every bar away, if any is there. A stopped pipeline takes no more; there PowerShell does it.</summary>
    public void Complete()
    {
        if (!shown)
        {
            return;
        }

        shown = false;
        foreach (var name in working.ToArray())
        {
            WriteNode(name, "Done", done: true);
        }

        cmdlet.WriteProgress(new ProgressRecord(Parent, activity, "Done") { RecordType = ProgressRecordType.Completed });
    }

    private void WriteNode(string name, string status, bool done)
    {
        _ = done ? working.Remove(name) : working.Add(name);
        cmdlet.WriteProgress(new ProgressRecord(nodes[name], name, status.Length == 0 ? " " : status)
        {
            ParentActivityId = Parent,
            RecordType = done ? ProgressRecordType.Completed : ProgressRecordType.Processing,
        });
    }
}
