using System.Net;
using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP109.</summary>
internal sealed class EndpointHost() : TopologyRule(new(
    "HCP109", Error, "The endpoint's host is a DNS name; that of an external load balancer may be an address.",
    "It goes into kubeadm's controlPlaneEndpoint and into the API server's certificate.",
    "Write a name such as api.prod.example, without scheme, port or path.",
    "https://www.rfc-editor.org/rfc/rfc1123#section-2.1"))
{
    private const string AddressOfTheNodes = "Move the address to endpoint.vip, where the nodes hold it; or leave endpoint.host out.";

    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        if (topology.Endpoint.Host is not { } host)
        {
            yield break;
        }

        if (topology.LoadBalancer.Kind == LoadBalancerKind.External && topology.Endpoint.HostAddress is { } address)
        {
            if (AddressFlaw.Of(address) is { } flaw)
            {
                yield return Found($"The host {address} {flaw}.", "endpoint.host", fix: "Write the load balancer's own address, or its name.");
            }
        }
        else if (IPAddress.TryParse(host, out _) || !NameSyntax.IsDnsName(host))
        {
            yield return Found(
                $"The host {Display.Quote(host)} is not a DNS name.", "endpoint.host",
                fix: topology.Endpoint.HostAddress is not null ? AddressOfTheNodes : null);
        }
    }
}
