using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP165. The names themselves are judged by HCP109 and HCP124.</summary>
internal sealed class KubernetesLowerCase() : TopologyRule(new(
    "HCP165", Error, "Names that go into Kubernetes are in lower case.",
    OfHost + " " + OfNode,
    "Write the name in lower case.",
    "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names"))
{
    private const string OfHost = "kubeadm refuses a controlPlaneEndpoint with capitals.";

    private const string OfNode =
        "The kubelet registers its node in lower case whatever it was given: the cluster would call it by another name than haproxy, "
            + "keepalived and every report.";

    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        if (topology.Endpoint.Host is { } host && HasCapitals(host))
        {
            yield return Found($"The host {Display.Quote(host)} has capitals.", "endpoint.host", fix: Remedy(host)) with { Why = OfHost };
        }

        foreach (var (node, path) in topology.NodesWithPaths().Where(n => HasCapitals(n.Node.Name)))
        {
            yield return Found($"The node name {Display.Quote(node.Name)} has capitals.", path + ".name", node, fix: Remedy(node.Name)) with { Why = OfNode };
        }
    }

    private static bool HasCapitals(string name) => NameSyntax.IsDnsName(name) && name.Any(char.IsAsciiLetterUpper);

    private static string Remedy(string name) => $"Write {name.ToLowerInvariant()}.";
}
