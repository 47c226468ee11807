using HaControlPlane.Topology;

namespace HaControlPlane.Rendering;

/// <summary>haproxy's static pod.</summary>
public static class HaproxyPod
{
    /// <summary>The image of the profile fast: haproxy's long-term branch that kubeadm's text was tested with, pinned.</summary>
    public const string FastImage = "haproxy:2.8.26";

    /// <summary>The image of the profile kubeadm.</summary>
    public const string KubeadmImage = "haproxy:2.8";

    /// <summary>The image of the profile classic.</summary>
    public const string ClassicImage = "haproxy:2.1.4";

    /// <summary>Where haproxy's official image reads haproxy.cfg.</summary>
    private const string ImageFolder = "/usr/local/etc/haproxy";

    /// <summary>The first port that a process without privileges may listen on.</summary>
    private const int FirstUnprivilegedPort = 1024;

    /// <summary>The manifest of one node.</summary>
    /// <exception cref="RenderException">The image reference is no reference (HCP195), or the configuration cannot be rendered.</exception>
    public static NodeFile Render(ControlPlaneTopology topology, ControlPlaneNode node)
    {
        var standard = topology.LoadBalancer.Profile switch
        {
            LoadBalancerProfile.Classic => ClassicImage,
            LoadBalancerProfile.Kubeadm => KubeadmImage,
            _ => FastImage,
        };
        var image = StaticPod.Image(topology.LoadBalancer.Images.Haproxy, standard, "loadBalancer.images.haproxy");
        var fast = topology.LoadBalancer.Profile == LoadBalancerProfile.Fast;
        return StaticPod.File(node, NodePaths.HaproxyManifest, fast ? Fast(topology, node, image) : Upstream(topology, image));
    }

    private static PodManifest Upstream(ControlPlaneTopology topology, ImageReference image) => new()
    {
        Metadata = new() { Name = "haproxy" },
        Spec = new()
        {
            Containers =
            [
                new()
                {
                    Name = "haproxy",
                    Image = image.ToString(),
                    LivenessProbe = new() { HttpGet = new("localhost", "/healthz", topology.Endpoint.Port, "HTTPS"), FailureThreshold = 8 },
                    VolumeMounts = [new($"{ImageFolder}/haproxy.cfg", "haproxyconf", ReadOnly: true)],
                },
            ],
            Volumes = [new("haproxyconf", new(NodePaths.HaproxyConfig, "FileOrCreate"))],
        },
    };

    /// <summary>
    /// The probe asks whether haproxy lives, never whether an API server does: when all of those are down, restarting
    /// every balancer helps nobody. The folder is mounted, since a file mount keeps showing a file that was replaced.
    /// </summary>
    private static PodManifest Fast(ControlPlaneTopology topology, ControlPlaneNode node, ImageReference image)
    {
        var privileged = topology.Endpoint.Port < FirstUnprivilegedPort;
        return new()
        {
            Metadata = StaticPod.FastMetadata("haproxy", HaproxyConfig.Render(topology, node)),
            Spec = new()
            {
                Containers =
                [
                    new()
                    {
                        Name = "haproxy",
                        Image = image.ToString(),
                        LivenessProbe = new()
                        {
                            HttpGet = new(FastProfile.MonitorAddress, "/livez", topology.LoadBalancer.MonitorPort, "HTTP"),
                            PeriodSeconds = 5,
                            TimeoutSeconds = 3,
                            FailureThreshold = 3,
                        },
                        // The weight of the pod's control group: haproxy answers the check of keepalived, too.
                        Resources = StaticPod.Requests(cpu: "100m", memory: "64Mi"),
                        SecurityContext = new()
                        {
                            AllowPrivilegeEscalation = false,
                            Capabilities = new() { Drop = ["ALL"], Add = privileged ? ["NET_BIND_SERVICE"] : null },
                            ReadOnlyRootFilesystem = true,
                            RunAsUser = privileged ? 0 : null,
                        },
                        VolumeMounts = [new(ImageFolder, "config", ReadOnly: true)],
                    },
                ],
                PriorityClassName = StaticPod.NodeCritical,
                // A stopping haproxy no longer listens, and its successor waits for it: sessions get this long to end.
                TerminationGracePeriodSeconds = 5,
                Volumes = [new("config", new(NodePaths.HaproxyFolder, "Directory"))],
            },
        };
    }
}
