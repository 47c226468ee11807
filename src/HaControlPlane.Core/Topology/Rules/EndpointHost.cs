using System.Net;
using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP109.</summary>
internal sealed class EndpointHost() : TopologyRule(new(
    "HCP109", Error, "The endpoint's host is a DNS name.",
    "It goes into kubeadm's controlPlaneEndpoint and into the API server's certificate.",
    "Write a name such as api.prod.example, without scheme, port or path. An address belongs into endpoint.vip.",
    "https://www.rfc-editor.org/rfc/rfc1123#section-2.1"))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        if (topology.Endpoint.Host is { } host && (!NameSyntax.IsDnsName(host) || IPAddress.TryParse(host, out _)))
        {
            yield return Found($"The host {Display.Quote(host)} is not a DNS name.", "endpoint.host");
        }
    }
}
