using System.Net.Sockets;
using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP167. The limits are those of kubeadm's ValidateNetworking and of kube-apiserver, the node masks kubeadm's defaults.</summary>
internal sealed class ClusterRangeSizes() : TopologyRule(new(
    "HCP167", Error, "The ranges of Services and pods are of a size that Kubernetes takes.",
    OfServices + " " + OfPods + " A warning where another node mask would do.",
    "Choose a range of Services from /12 to /28, for IPv6 from /108 to /124; of pods from /8 to /24, for IPv6 from /48 to /64.",
    "https://kubernetes.io/docs/reference/config-api/kubeadm-config.v1beta4/"))
{
    private const string OfServices = "kubeadm refuses a range of Services of more than 20 bits or of less than 10 addresses, and kube-apiserver does not start on it.";

    private const string OfPods =
        "kubeadm and kube-controller-manager refuse a range of pods that holds less than one node's part or more than 65536; a part is a /24, for "
            + "IPv6 a /64, unless a node mask is set.";

    private const int MaxServiceBits = 20;

    /// <summary>16 addresses. kubeadm wants 10 of Services and 14 of pods, and a range is a power of two.</summary>
    private const int MinBits = 4;

    /// <summary>A range of pods may hold 2^16 nodes' parts.</summary>
    private const int MaxNodeBits = 16;

    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        if (topology.Network.ServiceCidr is { } service)
        {
            var (total, bits) = Bits(service);
            if (bits is > MaxServiceBits or < MinBits)
            {
                yield return Found(
                    $"The Service range {service} is too {(bits < MinBits ? "small" : "large")}.", "network.serviceCidr",
                    fix: $"Choose a prefix from /{total - MaxServiceBits} to /{total - MinBits}.") with { Why = OfServices };
            }
        }

        if (topology.Network.PodCidr is { } pod)
        {
            var (total, bits) = Bits(pod);
            var nodeMask = total == 32 ? 24 : 64;
            if (bits < MinBits)
            {
                yield return Found($"The pod range {pod} is too small.", "network.podCidr", fix: $"Choose a prefix from /{nodeMask - MaxNodeBits} to /{nodeMask}.") with { Why = OfPods };
            }
            else if (pod.PrefixLength > nodeMask || nodeMask - pod.PrefixLength > MaxNodeBits)
            {
                yield return Found(
                    $"The pod range {pod} is too {(pod.PrefixLength > nodeMask ? "small" : "large")} for nodes' parts of /{nodeMask}.", "network.podCidr",
                    severity: Warning,
                    fix: $"Choose a prefix from /{nodeMask - MaxNodeBits} to /{nodeMask}, or set kube-controller-manager's node-cidr-mask-size in kubeadm's configuration.") with { Why = OfPods };
            }
        }
    }

    private static (int Total, int Host) Bits(Cidr range)
    {
        var total = range.Address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        return (total, total - range.PrefixLength);
    }
}
