using System.Net;
using HaControlPlane.Nodes;
using HaControlPlane.Plans;
using HaControlPlane.Rendering;
using HaControlPlane.Rollout;
using HaControlPlane.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Rollout;

/// <summary>Which kubeconfig kube-vip gets on which node, from what the nodes say, and who waits for what.</summary>
public sealed class KubeVipJoiningTests
{
    private const string Joined = "kubeconfig-file admin file";
    private const string Super = "kubeconfig-file super-admin file";

    public static TheoryData<string, string, string, string> Cases { get; } = new()
    {
        // What each of three nodes says; what each gets.
        { "kubernetes-release 1.30.2", "kubernetes-release 1.30.2", "kubernetes-release 1.30.2", "super-admin.conf early, waits for kubeadm join, waits for kubeadm join" },
        { "kubernetes-release 1.28.9", "", "", "admin.conf early, waits for kubeadm join, waits for kubeadm join" },
        { "kubernetes-release 1.29.0", "", "", "super-admin.conf early, waits for kubeadm join, waits for kubeadm join" },
        { "", "", "", "waits for kubeadm, waits for kubeadm join, waits for kubeadm join" },
        { Super, "", "", "super-admin.conf early, waits for kubeadm join, waits for kubeadm join" },
        { $"{Joined}|{Super}|kubernetes-release 1.30.2", "", "", "admin.conf, waits for kubeadm join, waits for kubeadm join" },
        { $"{Joined}|{Super}", Joined, Joined, "admin.conf, admin.conf, admin.conf" },

        // The first node of the file is a new machine in an old cluster.
        { "kubernetes-release 1.30.2", Joined, Joined, "waits for kubeadm join, admin.conf, admin.conf" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_node_gets_what_it_has(string first, string second, string third, string expected)
    {
        var topology = TopologyOf();
        var placements = KubeVipJoining.Of(topology, Facts(topology, first, second, third));
        Assert.Equal(expected, string.Join(", ", topology.Nodes.Select(n => Text(placements[n.Name]))));

        var plan = NodePlans.For(topology, topology.Nodes[1], placements["n2"]);
        Assert.Equal(placements["n2"].Kubeconfig is not null, plan.Steps.OfType<PutFile>().Any(p => p.File.Path == NodePaths.KubeVipManifest));
        var firstPlan = NodePlans.For(topology, topology.Nodes[0], placements["n1"]);
        if (placements["n1"].Kubeconfig is { } kubeconfig)
        {
            Assert.Contains($"path: {kubeconfig}\n", firstPlan.Steps.OfType<PutFile>().Single().File.Content, StringComparison.Ordinal);
            Assert.Equal(placements["n1"].BeforeInit, firstPlan.Steps.OfType<RunStaticPod>().Single().Later);
        }
    }

    [Fact]
    public void A_folder_where_a_kubeconfig_must_be_is_refused_with_its_path()
    {
        var topology = TopologyOf();

        var refused = Assert.Throws<RolloutException>(() => KubeVipJoining.Of(topology, Facts(topology, Joined, "kubeconfig-file admin folder", "")));

        var error = Assert.Single(refused.Errors);
        Assert.Equal(("HCP213", "n2", "/etc/kubernetes/admin.conf is a folder; a file must go there."), (error.Id, error.Node.Name, error.What));
    }

    [Fact]
    public void Legacy_is_not_rolled_out_and_the_reason_is_said()
    {
        var topology = TopologyOf() with { LoadBalancer = new LoadBalancerSpec { Kind = LoadBalancerKind.KubeVipLegacy, Interface = "eth1" } };

        var refused = Assert.Throws<RenderException>(() => NodePlans.For(topology, topology.Nodes[0]));

        Assert.Equal("HCP196", refused.Finding.Id);
        Assert.Equal("No rollout keeps to one holder, so nothing is installed for the load balancer kind kube-vip-legacy.", refused.Finding.What);
    }

    private static string Text(KubeVipPlacement placement) => placement.Waits is { } next
        ? $"waits for {next}"
        : Path.GetFileName(placement.Kubeconfig) + (placement.BeforeInit ? " early" : "");

    private static ControlPlaneTopology TopologyOf() => TopologyReader.Read(
        "name: c\nendpoint: { vip: 10.0.0.100, port: 6443 }\nloadBalancer: { kind: kube-vip, interface: eth1 }\nnodes:\n"
        + string.Concat(Enumerable.Range(1, 3).Select(i => $"- {{ name: n{i}, address: 10.0.0.{i} }}\n")), "c.yaml").Topology!;

    private static NodeFacts[] Facts(ControlPlaneTopology topology, params string[] said) =>
    [
        .. topology.Nodes.Zip(said, (node, lines) => NodeFacts.Read(
            node,
            ScriptRecord.ParseAll(string.Concat(lines.Split('|', StringSplitOptions.RemoveEmptyEntries).Prepend("host x6e none").Select(l => $"@{l}\n")) + "@end 0\n"),
            default,
            default)),
    ];
}
