using System.Text;
using HaControlPlane.Manifests;
using HaControlPlane.Nodes;
using HaControlPlane.Rollout;
using HaControlPlane.Scripts;
using HaControlPlane.Tests.Lab;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Nodes;

/// <summary>What is read of the ranges of Services and pods, what does not agree, and what a change would break.</summary>
public sealed class ControlPlaneCidrTests
{
    private static readonly ControlPlaneNode Node = new() { Name = "master-1", Address = System.Net.IPAddress.Parse("192.0.2.1") };

    [Fact]
    public void Everything_that_agrees_is_read_and_nothing_is_said()
    {
        var read = Read(kubeadm: "serviceSubnet 10.96.0.0/12\npodSubnet 10.244.0.0/16", cni: "flannel " + Hex("10.244.0.0/16"));

        Assert.Equal(("10.96.0.0/12", "10.96.0.0/12", "10.244.0.0/16", true), (read.ServiceCidr, read.ControllerServiceCidr, read.PodCidr, read.AllocateNodeCidrs));
        Assert.Equal(("10.96.0.0/12", "10.244.0.0/16", "flannel"), (read.KubeadmServiceCidr, read.KubeadmPodCidr, read.Cni));
        Assert.Equal("10.96.0.10", read.Services!["kube-system/kube-dns"]);
        Assert.Empty(read.Findings);
    }

    [Fact]
    public void What_cannot_be_asked_agrees_with_everything() => Assert.True(Read(kubeadm: null, cni: null).Agrees);

    [Fact]
    public void Each_disagreement_is_named_with_what_to_do()
    {
        var read = Read(kubeadm: "serviceSubnet 10.100.0.0/16\npodSubnet 10.244.0.0/16", cni: "calico " + Hex("192.168.0.0/16\n172.16.0.0/12"));

        Assert.Equal(["HCP245", "HCP246"], read.Findings.Select(f => f.Id));
        Assert.Equal("Run on a control plane node: kubectl -n kube-system get configmap kubeadm-config -o yaml | sed 's|serviceSubnet:[^\\]*|serviceSubnet: 10.96.0.0/12|' | kubectl replace -f -", read.Findings[0].Fix);
        Assert.Equal("calico has 192.168.0.0/16, 172.16.0.0/12, kube-controller-manager gives out 10.244.0.0/16.", read.Findings[1].What);
    }

    [Fact]
    public void A_range_that_kubeadm_was_never_told_is_named_too()
    {
        var finding = Assert.Single(Read(kubeadm: "serviceSubnet 10.96.0.0/12", cni: null).Findings);

        Assert.Equal(("HCP245", "There is no podSubnet there, and the manifests have 10.244.0.0/16."), (finding.Id, finding.What));
    }

    [Theory]
    [InlineData("10.96.0.0/12", "10.100.0.0/12", false)]
    [InlineData("10.96.0.0/12,fd00:96::/108", "fd00:96:0::/108,10.96.0.0/12", false)]
    [InlineData("10.96.0.0/12", "10.96.0.0/16", true)]
    [InlineData(null, "10.96.0.0/16", false)]
    public void Ranges_are_compared_by_what_they_hold(string? one, string? other, bool differ) => Assert.Equal(differ, ControlPlaneCidrs.Differ(one, other));

    [Fact]
    public void A_living_cluster_would_lose_the_services_that_are_outside_and_its_certificate()
    {
        var services = new Dictionary<string, string> { ["default/kubernetes"] = "10.96.0.1", ["default/headless"] = "None", ["a/in"] = "10.100.0.7" };
        var said = CidrStage.Losses("10.100.0.0/16", services, ["kubernetes", "10.96.0.1"]);

        Assert.Equal("HCP247", said.Id);
        Assert.Equal(
            "The cluster lives, and 10.100.0.0/16 is to be its range of Services. 1 of its Services are outside: default/kubernetes (10.96.0.1). "
                + "Not every certificate names 10.100.0.1, the address that kubernetes.default would have.",
            said.What);
        Assert.Contains("could not be listed", CidrStage.Losses("10.100.0.0/16", null, null).What, StringComparison.Ordinal);
        Assert.EndsWith("None of its Services is outside.", CidrStage.Losses("10.96.0.0/16", new Dictionary<string, string> { ["default/kubernetes"] = "10.96.0.1" }, ["10.96.0.1"]).What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_nodes_range_of_pods_that_would_be_outside_is_named()
    {
        ControlPlaneCidr[] read = [new() { Node = Node, NodePodCidrs = new Dictionary<string, string> { ["b"] = "10.245.1.0/24 fd00:1::/64", ["a"] = "10.244.0.0/24" } }];

        Assert.Equal(
            "The cluster lives, and 10.244.0.0/16 is to be its range of pods. 1 of its nodes have another: b (10.245.1.0/24 fd00:1::/64).",
            CidrStage.NodesOutside("10.244.0.0/16", read)!.What);
        Assert.Null(CidrStage.NodesOutside("10.244.0.0/15,fd00::/16", read));
        Assert.Null(CidrStage.NodesOutside("10.1.0.0/16", [new() { Node = Node }]));
    }

    [Theory]
    [InlineData("10.96.0.0/12", "10.100.0.0/12", true)]
    [InlineData("10.96.0.0/12,fd00:96::/108", "fd00:96::/108,10.96.0.0/12", false)]
    [InlineData("", "10.96.0.0/12", false)]
    public void Which_family_comes_first_counts_for_a_living_cluster(string one, string other, bool same) => Assert.Equal(same, ControlPlaneCidrs.IsSameList(one, other));

    [ProgramTheory("sh")]
    [InlineData("    networking:\n      serviceSubnet: 10.96.0.0/12\n    x: y\n", "    networking:\n      serviceSubnet: 10.96.0.0/12\n      podSubnet: 10.244.0.0/16\n    x: y\n")]
    public async Task The_command_adds_a_range_that_kubeadm_was_never_told(string before, string after)
    {
        var sed = ControlPlaneCidrs.KubeadmCommand("podSubnet", "10.244.0.0/16", isAbsent: true).Split(" | ")[1];
        Assert.Equal(after, (await Running.RunAsync("sh", ["-c", sed], before)).Output);
    }

    [ProgramTheory("sh")]
    [InlineData("    serviceSubnet: 10.96.0.0/12\n", "    serviceSubnet: 10.1.0.0/16,fd00:96::/108\n")]
    [InlineData("    serviceSubnet: \"10.96.0.0/12\"\n", "    serviceSubnet: 10.1.0.0/16,fd00:96::/108\n")]
    [InlineData("last-applied: {\"x\":\"serviceSubnet: 10.96.0.0/12\\n  dnsDomain: a\"}\n", "last-applied: {\"x\":\"serviceSubnet: 10.1.0.0/16,fd00:96::/108\\n  dnsDomain: a\"}\n")]
    public async Task The_command_for_kubeadms_configuration_does_what_it_says(string before, string after)
    {
        var sed = ControlPlaneCidrs.KubeadmCommand("serviceSubnet", "10.1.0.0/16,fd00:96::/108").Split(" | ")[1];
        var ran = await Running.RunAsync("sh", ["-c", sed], before);

        Assert.Equal(after, ran.Output);
    }

    [Fact]
    public void The_API_server_changes_first_and_only_what_is_asked_for()
    {
        Assert.Equal(
            ["kube-apiserver: --service-cluster-ip-range=10.96.0.0/16", "kube-controller-manager: --service-cluster-ip-range=10.96.0.0/16"],
            Words(new CidrChange("10.96.0.0/16", null, null)));
        Assert.Equal(
            ["kube-controller-manager: --cluster-cidr=10.244.0.0/16 --allocate-node-cidrs=false"],
            Words(new CidrChange(null, "10.244.0.0/16", false)));

        static IEnumerable<string> Words(CidrChange change) => change.Components.Select(c => $"{c.Component}: {string.Join(' ', c.Arguments)}");
    }

    public static TheoryData<string> Shells => HaControlPlane.Tests.Scripts.Shell.Installed();

    /// <summary>What the kubelet runs is what is read: Set-ControlPlaneCidr edits each of these forms.</summary>
    [Theory]
    [MemberData(nameof(Shells))]
    public void A_flag_is_read_in_each_form_that_the_kubelet_takes(string shell)
    {
        var library = string.Concat(new[] { "base.sh", "cidrs.sh" }.Select(f => File.ReadAllText(RepositoryRoot.Combine("src", "HaControlPlane.Core", "Scripts", f))));
        var (_, output, error) = HaControlPlane.Tests.Scripts.Shell.Called(shell).Run(library + """

            tx=$(mktemp -d)
            read_flags() { for flag in cluster-cidr service-cluster-ip-range allocate-node-cidrs cluster; do printf '%s|' "$(manifest_flag "$tx" kcm "$flag")"; done; echo; }
            printf 'spec:\n  containers:\n  - command:\n    - kube-controller-manager\n    - --cluster-cidr # of pods\n\n    # both families\n    - "10.0.0.0/16,fd00::/48" # x\n' >"$tx/kcm.yaml"
            printf '    - --service_cluster_ip_range=10.96.0.0/12\r\n    - '"'--allocate-node-cidrs'"'\n    - --v=2\n    image: x\n' >>"$tx/kcm.yaml"
            read_flags
            printf -- '- &pods "--cluster-cidr=10.0.0.0/8"\n- --allocate-node-cidrs=false\n#- --service-cluster-ip-range=10.0.0.0/8\n' >"$tx/kcm.yaml"
            read_flags
            printf -- '- --cluster-cidr\n- --allocate-node-cidrs' >"$tx/kcm.yaml"
            read_flags
            rm -rf "$tx"
            """);

        Assert.Equal(("", "10.0.0.0/16,fd00::/48|10.96.0.0/12|true||\n10.0.0.0/8||false||\n||true||\n"), (error, Encoding.UTF8.GetString(output)));
    }

    private static ControlPlaneCidr Read(string? kubeadm, string? cni) => ControlPlaneCidrs.Read(Node, ScriptRecord.ParseAll(
        $"""
        @cidr-flag kube-apiserver service-cluster-ip-range {Hex("10.96.0.0/12")}
        @cidr-flag kube-controller-manager service-cluster-ip-range {Hex("10.96.0.0/12")}
        @cidr-flag kube-controller-manager cluster-cidr {Hex("10.244.0.0/16")}
        @cidr-flag kube-controller-manager allocate-node-cidrs {Hex("true")}
        @cidr-apiserver yes
        {(kubeadm is null ? "@cidr-api no" : $"@cidr-api yes\n@cidr-services {Hex("default/kubernetes 10.96.0.1\nkube-system/kube-dns 10.96.0.10\n")}\n@cidr-kubeadm {Hex(kubeadm)}")}
        {(cni is null ? "" : "@cidr-cni " + cni)}
        @end 0

        """.ReplaceLineEndings("\n")));

    private static string Hex(string text) => "x" + Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text));
}
