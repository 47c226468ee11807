using HaControlPlane.Topology;

namespace HaControlPlane.Rendering;

/// <summary>kube-vip's static pod: today's, as <c>kube-vip manifest pod</c> of the same version writes it, or that of 0.1.1.</summary>
public static class KubeVipPod
{
    /// <summary>The image of kube-vip 0.1.1.</summary>
    public const string LegacyImage = "plndr/kube-vip:0.1.1";

    /// <summary>The name by which kube-vip calls its own node's API server. The server's certificate has it; 127.0.0.1 it has not.</summary>
    internal const string ApiserverName = "kubernetes";

    private const string ImagePath = "loadBalancer.images.kubeVip";

    /// <summary>Where the program looks for its kubeconfig, whatever file that is on the node.</summary>
    private const string KubeconfigInPod = NodePaths.AdminKubeconfig;

    /// <summary>The manifest of one node.</summary>
    /// <param name="topology">The topology.</param>
    /// <param name="node">The node.</param>
    /// <param name="kubeconfig">The kubeconfig on the node. Before <c>kubeadm init</c> of Kubernetes 1.29 and newer, super-admin.conf.</param>
    /// <exception cref="RenderException">HCP191 the interface is not known; HCP195 the image is no reference; HCP196 the kind has no such
    /// pod; HCP198 this version of kube-vip cannot do what is declared.</exception>
    public static NodeFile Render(ControlPlaneTopology topology, ControlPlaneNode node, string kubeconfig = NodePaths.AdminKubeconfig)
    {
        ArgumentNullException.ThrowIfNull(topology);
        ArgumentNullException.ThrowIfNull(node);
        return topology.LoadBalancer.Kind switch
        {
            LoadBalancerKind.KubeVip => Modern(topology, node, kubeconfig),
            LoadBalancerKind.KubeVipLegacy => StaticPod.File(node, NodePaths.KubeVipManifest, Legacy(topology)),
            var other => throw RenderFailure.KindUnsupported(other, "There is no pod of kube-vip"),
        };
    }

    private static NodeFile Modern(ControlPlaneTopology topology, ControlPlaneNode node, string kubeconfig)
    {
        var version = KubeVipVersions.Of(topology.LoadBalancer) ?? throw RenderFailure.KubeVipUnfit(
            "The version of kube-vip is not known.", "Its environment differs from version to version.", "Set loadBalancer.kubeVip.version.", ImagePath);
        var image = StaticPod.Image(topology.LoadBalancer.Images.KubeVip, $"{KubeVipVersions.Repository}:{version}", ImagePath);
        Secret[] secrets = [.. (topology.LoadBalancer.KubeVip.Bgp?.Peers ?? []).Select(p => p.Password).OfType<Secret>()];
        return StaticPod.File(node, NodePaths.KubeVipManifest, Manifest(topology, node, version, image, kubeconfig)) with
        {
            Secrets = secrets,
            Mode = secrets.Length > 0 ? "0600" : "0644",
        };
    }

    private static PodManifest Manifest(ControlPlaneTopology topology, ControlPlaneNode node, KubeVipVersion version, ImageReference image, string kubeconfig)
    {
        var spec = topology.LoadBalancer.KubeVip;
        var files = MountedFiles(spec, version, kubeconfig).ToArray();
        return new()
        {
            Metadata = new() { Name = "kube-vip" },
            Spec = new()
            {
                Containers =
                [
                    new()
                    {
                        Name = "kube-vip",
                        Image = image.ToString(),
                        ImagePullPolicy = version.PullsAlways ? "Always" : "IfNotPresent",
                        Args = ["manager"],
                        Env = [.. KubeVipEnvironment.Of(topology, node, version)],
                        SecurityContext = Privileges(spec, version),
                        VolumeMounts = [.. files.Select(f => f.Mount)],
                    },
                ],
                HostAliases = spec.PrivateHosts ? null : [new("127.0.0.1", [ApiserverName])],
                Volumes = [.. files.Select(f => f.Volume)],
            },
        };
    }

    /// <summary>Every file must be there: without the type, a directory would be made in the place of one that is missing.</summary>
    private static IEnumerable<(PodMount Mount, PodVolume Volume)> MountedFiles(KubeVipSpec spec, KubeVipVersion version, string kubeconfig)
    {
        yield return (new(KubeconfigInPod, "kubeconfig"), new("kubeconfig", new(kubeconfig, "File")));
        if (spec.PrivateHosts)
        {
            yield return (new("/etc/hosts", "hosts", ReadOnly: true), new("hosts", new(NodePaths.KubeVipHosts, "File")));
        }

        if (spec.Mode == KubeVipMode.Bgp && version.ChecksHealth)
        {
            yield return (new(NodePaths.ClusterCa, "ca", ReadOnly: true), new("ca", new(NodePaths.ClusterCa, "File")));
        }
    }

    private static PodSecurityContext Privileges(KubeVipSpec spec, KubeVipVersion version) =>
        spec.Balancing == KubeVipBalancing.Masquerade && version.MasqueradesPrivileged
            ? new() { Privileged = true }
            : new()
            {
                Capabilities = new()
                {
                    Add = version.SetsTime ? ["NET_ADMIN", "NET_RAW", "SYS_TIME"] : ["NET_ADMIN", "NET_RAW"],
                    Drop = version.DropsCapabilities ? ["ALL"] : null,
                },
            };

    private static PodManifest Legacy(ControlPlaneTopology topology) => new()
    {
        Metadata = new() { Name = "kube-vip" },
        Spec = new()
        {
            Containers =
            [
                new()
                {
                    Name = "kube-vip",
                    Image = StaticPod.Image(topology.LoadBalancer.Images.KubeVip, LegacyImage, ImagePath).ToString(),
                    Command = ["/kube-vip", "start", "-c", "/vip.yaml"],
                    SecurityContext = new() { Capabilities = new() { Add = ["NET_ADMIN", "SYS_TIME"] } },
                    VolumeMounts = [new("/vip.yaml", "config")],
                },
            ],
            Volumes = [new("config", new(NodePaths.KubeVipConfig))],
        },
    };
}
