using System.Net;
using HaControlPlane.Manifests;
using HaControlPlane.Nodes;
using HaControlPlane.Topology;

namespace HaControlPlane.Rollout;

/// <summary>Stages other ranges of Services and pods: first looks at what a living cluster would lose, then edits the manifests.</summary>
public static class CidrStage
{
    /// <summary>Stages the change on control plane nodes, node by node. Nothing live is changed.</summary>
    /// <param name="rollout">The rollout over the nodes' transport.</param>
    /// <param name="transport">The way to the nodes.</param>
    /// <param name="nodes">The control plane nodes, all of them.</param>
    /// <param name="change">What is to change.</param>
    /// <param name="force">Change the ranges of a living cluster too.</param>
    /// <param name="throttle">How many nodes are asked at once.</param>
    /// <param name="servedNames">Asks an API server for the names of its certificate; null when it cannot be asked.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RolloutException">A node cannot, or a living cluster would lose its Services or its nodes; nothing was changed.</exception>
    public static async Task<StagedRollout> StageAsync(
        LoadBalancerRollout rollout,
        INodeTransport transport,
        IReadOnlyList<ControlPlaneNode> nodes,
        CidrChange change,
        bool force,
        int throttle,
        Func<ControlPlaneNode, CancellationToken, Task<IReadOnlyList<string>?>> servedNames,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(servedNames);
        ArgumentNullException.ThrowIfNull(rollout);
        ArgumentNullException.ThrowIfNull(change);
        var read = await NodeAnswers.OfAsync(nodes, throttle, null, (node, token) => ControlPlaneCidrs.ReadAsync(transport, node, token), cancellationToken).ConfigureAwait(false);
        if (read.Errors.Count > 0)
        {
            throw new RolloutException(read.Errors);
        }

        var losses = new List<Finding>();
        if (ChangesServices(read.Answers, change))
        {
            var services = read.Answers.Select(r => r.Services).FirstOrDefault(s => s is not null);
            var names = await Task.WhenAll(nodes.Select(n => servedNames(n, cancellationToken))).ConfigureAwait(false);
            losses.Add(Losses(change.ServiceCidr!, services, InAll(names)));
        }

        if (change.PodCidr is { } pods && NodesOutside(pods, read.Answers) is { } outside)
        {
            losses.Add(outside);
        }

        if (losses.Count > 0 && !force)
        {
            throw new RolloutException([.. losses.Select(l => new NodeError
            {
                Id = l.Id, Kind = NodeErrorKind.EditRefused, Node = read.Answers[0].Node, What = $"{l.What} {l.Why}", Fix = l.Fix,
            })]);
        }

        var staged = await rollout.StageArgumentsAsync(nodes, change.Components, cancellationToken).ConfigureAwait(false);
        return staged with { Findings = [.. losses.Select(l => l with { Severity = FindingSeverity.Warning }), .. After(read.Answers, change)] };
    }

    /// <summary>An API server runs, and its range of Services, or which family comes first, becomes another.</summary>
    private static bool ChangesServices(IReadOnlyList<ControlPlaneCidr> read, CidrChange change) =>
        change.ServiceCidr is { } wanted && read.Any(r => r.ApiserverRuns && !ControlPlaneCidrs.IsSameList(r.ServiceCidr ?? string.Empty, wanted));

    /// <summary>Nodes of the cluster whose range of pods the wanted one does not hold; null when there are none, or none are known.</summary>
    internal static Finding? NodesOutside(string wanted, IReadOnlyList<ControlPlaneCidr> read)
    {
        var ranges = ControlPlaneCidrs.Ranges(wanted).ToArray();
        var outside = read.Select(r => r.NodePodCidrs).FirstOrDefault(n => n.Count > 0)?
            .Where(n => ControlPlaneCidrs.Ranges(n.Value.Replace(' ', ',')).Any(given => !ranges.Any(r => ControlPlaneCidrs.Holds(r, given))))
            .Select(n => $"{n.Key} ({n.Value})").Order(StringComparer.Ordinal).ToArray();
        return outside is { Length: > 0 }
            ? CidrRules.LivingCluster.Found($"The cluster lives, and {wanted} is to be its range of pods. {outside.Length} of its nodes have another: {string.Join(", ", outside)}.")
            : null;
    }

    /// <summary>The names that every certificate has which could be read; null when none could.</summary>
    private static string[]? InAll(IReadOnlyList<IReadOnlyList<string>?> certificates) =>
        certificates.OfType<IEnumerable<string>>().Aggregate((IEnumerable<string>?)null, (all, names) => all is null ? names : all.Intersect(names, StringComparer.OrdinalIgnoreCase))?.ToArray();

    /// <summary>What such a change breaks: Services outside, and the first addresses that a certificate lacks.</summary>
    internal static Finding Losses(string wanted, IReadOnlyDictionary<string, string>? services, IReadOnlyList<string>? names)
    {
        var ranges = ControlPlaneCidrs.Ranges(wanted).ToArray();
        var outside = (services ?? new Dictionary<string, string>())
            .Where(s => IPAddress.TryParse(s.Value, out var address) && !ranges.Any(r => r.Contains(address))).Select(s => $"{s.Key} ({s.Value})").Order(StringComparer.Ordinal).ToArray();
        var unnamed = names is null ? [] : ranges.Select(r => First(r.Network)).Where(f => !names.Any(n => IPAddress.TryParse(n, out var name) && name.Equals(f))).ToArray();
        var says = services is null ? "Its Services could not be listed (that takes kubectl and admin.conf on a node)."
            : outside.Length == 0 ? "None of its Services is outside."
            : $"{outside.Length} of its Services are outside: {string.Join(", ", outside)}.";
        var certificate = names is null ? $" No certificate could be read: each must name {string.Join(" and ", ranges.Select(r => First(r.Network)))}."
            : unnamed.Length == 0 ? ""
            : $" Not every certificate names {string.Join(" and ", unnamed.Select(u => u.ToString()))}, the address that kubernetes.default would have.";
        return CidrRules.LivingCluster.Found($"The cluster lives, and {wanted} is to be its range of Services. {says}{certificate}");
    }

    /// <summary>What is left to do by hand: kubeadm's own configuration, and a network plugin of another range.</summary>
    internal static IEnumerable<Finding> After(IReadOnlyList<ControlPlaneCidr> read, CidrChange change) => read
        .Select(r => r with
        {
            ServiceCidr = change.ServiceCidr ?? r.ServiceCidr,
            ControllerServiceCidr = change.ServiceCidr ?? r.ControllerServiceCidr,
            PodCidr = change.PodCidr ?? r.PodCidr,
        })
        .SelectMany(ControlPlaneCidrs.Judge)
        .DistinctBy(f => (f.Id, f.What));

    /// <summary>The range's first address, which is that of the Service kubernetes.</summary>
    private static IPAddress First(IPNetwork network)
    {
        var bytes = network.BaseAddress.GetAddressBytes();
        bytes[^1]++;
        return new IPAddress(bytes);
    }
}
