using HaControlPlane.Topology;

namespace HaControlPlane.Rendering;

/// <summary>keepalived's static pod.</summary>
public static class KeepalivedPod
{
    /// <summary>The image of the profiles fast and kubeadm: the newest that kubeadm's text was tested with, with curl in it.</summary>
    public const string DefaultImage = "osixia/keepalived:2.0.20";

    /// <summary>The image of the profile classic. It has no curl, so the classic check always fails in it (kubernetes/kubeadm, commit 5f8b25b).</summary>
    public const string ClassicImage = "osixia/keepalived:1.3.5-1";

    /// <summary>The manifest of one node.</summary>
    /// <exception cref="RenderException">The image reference is no reference (HCP195), or the configuration cannot be rendered.</exception>
    public static NodeFile Render(ControlPlaneTopology topology, ControlPlaneNode node)
    {
        var fast = topology.LoadBalancer.Profile == LoadBalancerProfile.Fast;
        var image = StaticPod.Image(
            topology.LoadBalancer.Images.Keepalived,
            topology.LoadBalancer.Profile == LoadBalancerProfile.Classic ? ClassicImage : DefaultImage,
            "loadBalancer.images.keepalived");
        return StaticPod.File(node, NodePaths.KeepalivedManifest, fast ? Fast(topology, node, image) : Upstream(image));
    }

    private static PodManifest Upstream(ImageReference image) => new()
    {
        Metadata = new() { Name = "keepalived" },
        Spec = new()
        {
            Containers =
            [
                new()
                {
                    Name = "keepalived",
                    Image = image.ToString(),
                    SecurityContext = new() { Capabilities = new() { Add = ["NET_ADMIN", "NET_BROADCAST", "NET_RAW"] } },
                    VolumeMounts =
                    [
                        new($"{KeepalivedImage.ConfigFolder(image)}/keepalived.conf", "config"),
                        new(NodePaths.ApiserverCheck, "check"),
                    ],
                },
            ],
            Volumes = [new("config", new(NodePaths.KeepalivedConfig)), new("check", new(NodePaths.ApiserverCheck))],
        },
    };

    /// <summary>
    /// The folder is mounted, not its files: a file mount keeps showing the old file once it is replaced. Where the image
    /// reads another folder it is mounted there, too, since the configuration names the check by its path on the node.
    /// No liveness probe: a keepalived that hangs stops advertising, and a restart would only add a move.
    /// </summary>
    private static PodManifest Fast(ControlPlaneTopology topology, ControlPlaneNode node, ImageReference image)
    {
        string[] folders = [NodePaths.KeepalivedFolder, KeepalivedImage.ConfigFolder(image)];
        return new()
        {
            Metadata = StaticPod.FastMetadata("keepalived", KeepalivedConfig.Render(topology, node)),
            Spec = new()
            {
                Containers =
                [
                    new()
                    {
                        Name = "keepalived",
                        Image = image.ToString(),
                        // A request is the weight of the pod's control group, inside which alone "vrrp_priority -20" counts. 20m,
                        // little more than keepalived and its checks use at rest, let adverts leave late on a busy node.
                        Resources = StaticPod.Requests(cpu: "100m", memory: "32Mi"),
                        // SYS_NICE: to run before ordinary processes, so that adverts leave on time.
                        SecurityContext = new() { Capabilities = new() { Add = ["NET_ADMIN", "NET_BROADCAST", "NET_RAW", "SYS_NICE"] } },
                        VolumeMounts = [.. folders.Distinct().Select(folder => new PodMount(folder, "config", ReadOnly: true))],
                    },
                ],
                PriorityClassName = StaticPod.NodeCritical,
                // keepalived removes the virtual IP and says goodbye within milliseconds.
                TerminationGracePeriodSeconds = 5,
                Volumes = [new("config", new(NodePaths.KeepalivedFolder, "Directory"))],
            },
        };
    }
}
