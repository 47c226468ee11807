namespace HaControlPlane.Topology;

/// <summary>
/// Leaves out what follows only from a default that a mistake of the file left in force: a misspelt <c>kind: exernal</c> is one mistake, and
/// that keepalived needs a virtual IP is none beside it.
/// </summary>
internal static class UnreadableSettings
{
    /// <summary>The settings that are one of a few words, each with what the topology is for each word.</summary>
    private static readonly (string Path, Func<ControlPlaneTopology, IEnumerable<ControlPlaneTopology>> Meanings)[] Choices =
    [
        ("loadBalancer.kind", t => TopologyWords.Kinds.Values.Select(k => t with { LoadBalancer = t.LoadBalancer with { Kind = k } })),
        ("loadBalancer.runAs", t => TopologyWords.RunAs.Values.Select(r => t with { LoadBalancer = t.LoadBalancer with { RunAs = r } })),
        ("loadBalancer.profile", t => TopologyWords.Profiles.Values.Select(p => t with { LoadBalancer = t.LoadBalancer with { Profile = p } })),
        ("loadBalancer.kubeVip.mode", t => TopologyWords.KubeVipModes.Values.Select(m => t with { LoadBalancer = t.LoadBalancer with { KubeVip = t.LoadBalancer.KubeVip with { Mode = m } } })),
    ];

    /// <summary>The findings that are true whatever the unreadable settings were meant to say.</summary>
    /// <param name="topology">What was read.</param>
    /// <param name="check">Holds a topology against every rule.</param>
    public static IEnumerable<Finding> Independent(ControlPlaneTopology topology, Func<ControlPlaneTopology, IEnumerable<Finding>> check)
    {
        var findings = check(topology);
        if (topology.Source?.Unreadable is not { Count: > 0 } unreadable)
        {
            return findings;
        }

        foreach (var (_, meanings) in Choices.Where(c => unreadable.Any(u => IsAt(c.Path, u))))
        {
            // Each meaning may find the same at the same place in other words.
            foreach (var always in meanings(topology).Select(m => check(m).Select(f => (f.Id, f.Path)).ToHashSet()).ToArray())
            {
                findings = findings.Where(f => always.Contains((f.Id, f.Path)));
            }
        }

        return findings.Where(f => f.Path is not { Length: > 0 } path || !unreadable.Any(u => IsAt(path, u) || IsAt(u, path)));
    }

    /// <summary>True for a path itself and for what is inside it.</summary>
    private static bool IsAt(string path, string outer) =>
        path.StartsWith(outer, StringComparison.Ordinal) && (path.Length == outer.Length || path[outer.Length] is '.' or '[');
}
