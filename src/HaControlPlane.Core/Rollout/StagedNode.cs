using HaControlPlane.Adoption;
using HaControlPlane.Nodes;
using HaControlPlane.Topology;

namespace HaControlPlane.Rollout;

/// <summary>What a rollout would do to one node.</summary>
/// <param name="Node">The node.</param>
/// <param name="Files">Each file of its plan, in order.</param>
/// <param name="Daemons">Each daemon of its plan, in order.</param>
public sealed record StagedNode(ControlPlaneNode Node, IReadOnlyList<FileChange> Files, IReadOnlyList<DaemonChange> Daemons)
{
    /// <summary>The node leaves the topology: what was there before us comes back.</summary>
    public bool Leaves { get; init; }

    /// <summary>No kubelet runs there yet, as before kubeadm init or join: its pods start when it does, and are not waited for.</summary>
    public bool AwaitsKubelet { get; init; }

    /// <summary>What the node must get before all of its plan can be done, such as <c>kubeadm join</c>; null for nothing.</summary>
    public string? Waits { get; init; }

    /// <summary>The daemons that are to run there in the end.</summary>
    internal IReadOnlyList<string> Runs { get; init; } = [];

    /// <summary>Destinations whose routes were to be taken away and are a topology's: they stay until it declares them no more.</summary>
    public IReadOnlyList<string> RoutesOfTopology { get; init; } = [];

    /// <summary>Folders of its files that are links: the files are written where those lead.</summary>
    public IReadOnlyList<LinkedFolder> LinkedFolders { get; init; } = [];

    /// <summary>What the node remembers of the topology it belongs to; null when it belongs to none.</summary>
    internal string? Remembers { get; init; }

    /// <summary>The node holds the stage for a commit, be it only to remember a topology that changed elsewhere.</summary>
    internal bool Kept { get; init; }

    /// <summary>What the node is and found on its network; null when it was not to look.</summary>
    internal NodeLook? Look { get; init; }

    /// <summary>What configures its daemons; null when it was not to tell.</summary>
    internal NodeServices? Services { get; init; }

    /// <summary>What is foreign in the files that are replaced, and ends with them.</summary>
    public IReadOnlyList<ForeignService> Replaces { get; init; } = [];

    /// <summary>Whoever held the virtual IP for us here and is to do so no more.</summary>
    internal IEnumerable<string> HoldersGone => Daemons.Where(d => d.Action is "stop" or "restore" && IsHolder(d.Name) && !Runs.Contains(d.Name)).Select(d => d.Name);

    /// <summary>Who is to hold the virtual IP.</summary>
    internal IEnumerable<string> HoldersToCome => Runs.Where(IsHolder);

    private static bool IsHolder(string daemon) => daemon is "keepalived" or "kube-vip";

    /// <summary>Something on this node is not as it must be.</summary>
    public bool HasChanges => Kept || Files.Any(f => f.Kind != FileChangeKind.Unchanged) || DisturbsDaemons;

    /// <summary>A daemon is started, reloaded or restarted, so the endpoint may feel it.</summary>
    public bool DisturbsDaemons => Daemons.Any(d => d.Action.Length > 0);
}
