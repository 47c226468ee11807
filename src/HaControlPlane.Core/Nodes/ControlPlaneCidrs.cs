using HaControlPlane.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Nodes;

/// <summary>Asks nodes for the ranges of Services and pods, and says what does not agree.</summary>
public static class ControlPlaneCidrs
{
    /// <summary>Reads a node. Nothing is changed there.</summary>
    /// <exception cref="NodeException">The node cannot be asked.</exception>
    public static async Task<ControlPlaneCidr> ReadAsync(INodeTransport transport, ControlPlaneNode node, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transport);
        return Read(node, await transport.RunAsync(node, ScriptCompiler.Cidrs(), cancellationToken).ConfigureAwait(false));
    }

    internal static ControlPlaneCidr Read(ControlPlaneNode node, IReadOnlyList<ScriptRecord> records)
    {
        var cni = records.FirstOrDefault(r => r.Kind == "cidr-cni");
        var kubeadm = Lines("cidr-kubeadm").Select(l => l.Split(' ', 2)).Where(l => l is [_, { Length: > 0 }]).ToLookup(l => l[0], l => l[1]);
        var read = new ControlPlaneCidr
        {
            Node = node,
            ServiceCidr = Flag("kube-apiserver", "service-cluster-ip-range"),
            ControllerServiceCidr = Flag("kube-controller-manager", "service-cluster-ip-range"),
            PodCidr = Flag("kube-controller-manager", "cluster-cidr"),
            AllocateNodeCidrs = Flag("kube-controller-manager", "allocate-node-cidrs") is { } allocate ? allocate == "true" : null,
            KubeadmServiceCidr = kubeadm["serviceSubnet"].FirstOrDefault(),
            KubeadmPodCidr = kubeadm["podSubnet"].FirstOrDefault(),
            Cni = cni?[0],
            CniCidrs = cni is null ? [] : cni[1].Split('\n', StringSplitOptions.RemoveEmptyEntries),
            ApiserverRuns = records.Any(r => r.Kind == "cidr-apiserver" && r[0] == "yes"),
            Services = records.Any(r => r.Kind == "cidr-api" && r[0] == "yes") ? Pairs("cidr-services") : null,
            NodePodCidrs = Pairs("cidr-nodes"),
        };
        return read with { Findings = [.. Judge(read)] };

        string? Flag(string component, string flag) => records.FirstOrDefault(r => r.Kind == "cidr-flag" && r[0] == component && r[1] == flag)?[2];

        Dictionary<string, string> Pairs(string kind) => Lines(kind).Select(l => l.Split(' ', 2)).Where(l => l is [_, { Length: > 0 }])
            .GroupBy(l => l[0], StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First()[1], StringComparer.Ordinal);

        IEnumerable<string> Lines(string kind) => records.Where(r => r.Kind == kind).SelectMany(r => r[0].Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>What does not agree; what is not known agrees with everything.</summary>
    internal static IEnumerable<Finding> Judge(ControlPlaneCidr read)
    {
        var name = read.Node.Name;
        if (Differ(read.ServiceCidr, read.ControllerServiceCidr))
        {
            yield return CidrRules.ComponentsDiffer.Found($"kube-apiserver has {read.ServiceCidr}, kube-controller-manager {read.ControllerServiceCidr}.") with { Node = name };
        }

        foreach (var (key, manifest, kubeadm) in new[] { ("serviceSubnet", read.ServiceCidr, read.KubeadmServiceCidr), ("podSubnet", read.PodCidr, read.KubeadmPodCidr) })
        {
            // kubeadm writes the range of Services always, and that of pods only when it was told one.
            var isAbsent = kubeadm is null && manifest is not null && read.KubeadmServiceCidr is not null;
            if (isAbsent || Differ(manifest, kubeadm))
            {
                yield return CidrRules.KubeadmDiffers.Found(
                    isAbsent ? $"There is no {key} there, and the manifests have {manifest}." : $"{key} is {kubeadm} there, and {manifest} in the manifests.",
                    fix: KubeadmCommand(key, manifest!, isAbsent)) with { Node = name };
            }
        }

        if (read.PodCidr is { } pods && read.CniCidrs.Count > 0 && Ranges(pods).Where(p => !Ranges(string.Join(',', read.CniCidrs)).Any(c => Holds(c, p))).ToArray() is { Length: > 0 } outside)
        {
            yield return CidrRules.CniDiffers.Found($"{read.Cni} has {string.Join(", ", read.CniCidrs)}, kube-controller-manager gives out {string.Join(", ", outside.Select(o => o.ToString()))}.") with { Node = name };
        }
    }

    /// <summary>The command that makes kubeadm's ConfigMap say so: it edits one line of what is there.</summary>
    /// <remarks>The value may be quoted there. A backslash ends it where the whole text is one line of JSON, as in an annotation.</remarks>
    internal static string KubeadmCommand(string key, string to, bool isAbsent = false) =>
        "Run on a control plane node: kubectl -n kube-system get configmap kubeadm-config -o yaml | sed '"
            + (isAbsent ? $@"s|^\( *\)serviceSubnet:.*|&\n\1{key}: {to}|" : $@"s|{key}:[^\]*|{key}: {to}|") + "' | kubectl replace -f -";

    /// <summary>Whether two lists of ranges are known and name other ranges; order and spelling do not count.</summary>
    internal static bool Differ(string? one, string? other) =>
        one is not null && other is not null && !Ranges(one).Select(r => r.Network.ToString()).ToHashSet().SetEquals(Ranges(other).Select(r => r.Network.ToString()));

    /// <summary>The same ranges in the same order, whose first is the family that a cluster prefers.</summary>
    internal static bool IsSameList(string one, string other) => Ranges(one).Select(r => r.Network).SequenceEqual(Ranges(other).Select(r => r.Network));

    /// <summary>The ranges of a list with commas; what is none is left out.</summary>
    internal static IEnumerable<Cidr> Ranges(string list) =>
        list.Split(',', StringSplitOptions.TrimEntries).Select(t => Cidr.TryParse(t, out var range) ? range : null).OfType<Cidr>();

    internal static bool Holds(Cidr outer, Cidr inner) => outer.Contains(inner.Network.BaseAddress) && outer.PrefixLength <= inner.PrefixLength;
}
