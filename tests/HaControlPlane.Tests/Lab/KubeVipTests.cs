using System.Text.Json;

namespace HaControlPlane.Tests.Lab;

/// <summary>kube-vip on real nodes, with the lab's stand-in for its program: from kubeadm's order of nodes to the removal.</summary>
[Collection(LabLanes.First)]
public sealed class KubeVipTests
{
    private const string Manifest = "/etc/kubernetes/manifests/kube-vip.yaml";

    [LabFact]
    public async Task Nodes_get_it_as_they_join_and_give_it_back()
    {
        await using var lab = await LabCluster.UpAsync("kubevip", new LabShape(RunAs: "static-pod"));
        var topology = KubeVipLab.Topology(lab);
        var before = await lab.StateAsync();

        // What a container runtime makes of a kubeconfig that is mounted too early.
        await lab.ShAsync("node-3", "mkdir /etc/kubernetes/admin.conf");
        var refused = await lab.HacpAsync("apply", topology, "--yes");
        Assert.True(refused.ExitCode == 1, refused.ToString());
        Assert.Contains("node-3: error HCP213: /etc/kubernetes/admin.conf is a folder", refused.Error, StringComparison.Ordinal);
        await lab.ShAsync("node-3", "rmdir /etc/kubernetes/admin.conf");
        await lab.AssertUnchangedAsync(before);

        // Before init: the first node, with what kubeadm init of 1.29 and newer will bring.
        await KubeVipLab.PretendAsync(lab, "node-1", "kubeadm", "v1.30.2");
        await lab.FaultAsync("node-1", "stop", "kubelet");
        var early = await lab.HacpAsync("apply", topology, "--yes");
        Assert.True(early.ExitCode == 0, early.ToString());
        Assert.Contains("node-1: committed, 1 file; the pods start with the kubelet", early.Output, StringComparison.Ordinal);
        Assert.Contains("node-2: unchanged; waits for kubeadm join", early.Output, StringComparison.Ordinal);
        Assert.Contains("node-1: warning HCP251: Before kubeadm init kube-vip gets super-admin.conf.", early.Error, StringComparison.Ordinal);
        Assert.Contains("path: /etc/kubernetes/super-admin.conf", await lab.ShAsync("node-1", $"cat {Manifest}"), StringComparison.Ordinal);

        // After init, and the second node has joined.
        await KubeVipLab.JoinAsync(lab, "node-1", "node-2");
        await lab.FaultAsync("node-1", "start", "kubelet");
        var plan = await lab.HacpAsync("plan", topology);
        Assert.Contains("-      path: /etc/kubernetes/super-admin.conf", plan.Output, StringComparison.Ordinal);
        Assert.Contains("+      path: /etc/kubernetes/admin.conf", plan.Output, StringComparison.Ordinal);
        Assert.Contains("kube-vip goes back from super-admin.conf to admin.conf", plan.Error + plan.Output, StringComparison.Ordinal);
        var two = await lab.HacpAsync("apply", topology, "--yes", "--json");
        Assert.True(two.ExitCode == 0, two.ToString());
        Assert.Equal(["committed", "committed", "unchanged"], two.OfNodes("state"));
        Assert.Equal(["", "", "kubeadm join"], two.OfNodes("waits"));
        Assert.Equal("ok", await lab.AskVipAsync(KubeVipLab.Port));
        Assert.Equal("", await lab.ShAsync("node-3", "ls /etc/kubernetes/manifests"));

        await KubeVipLab.JoinAsync(lab, "node-3");
        var all = await lab.HacpAsync("apply", topology, "--yes");
        Assert.True(all.ExitCode == 0, all.ToString());
        var status = await lab.HacpAsync("status", topology);
        Assert.True(status.ExitCode == 0, status.ToString());
        Assert.Contains("KUBE-VIP", status.Output, StringComparison.Ordinal);
        Assert.Single(await lab.HoldersAsync());
        var compared = await lab.HacpAsync("compare", topology);
        Assert.True(compared.ExitCode == 0, compared.ToString());
        var unfit = await lab.HacpAsync("drill", topology, "--fault", "haproxy-kill", "--yes");
        Assert.Contains("error HCP253: This fault cannot be made on the node: with the kind kube-vip there is nothing on it that haproxy-kill could break.", unfit.Error, StringComparison.Ordinal);

        var removed = await lab.HacpAsync("remove", topology, "--yes");
        Assert.True(removed.ExitCode == 0, removed.ToString());
        Assert.Empty(await lab.HoldersAsync());
        await lab.ShOnAllAsync("rm -f /etc/kubernetes/admin.conf /etc/kubernetes/super-admin.conf /usr/local/bin/kubeadm");
        await lab.AssertUnchangedAsync(before);
    }

    [LabFact(OnlyInCI = true)]
    public async Task A_drill_shows_what_its_lease_costs()
    {
        await using var lab = await LabCluster.UpAsync("kubevip", new LabShape(RunAs: "static-pod"));
        var topology = KubeVipLab.Topology(lab);
        await KubeVipLab.JoinAsync(lab, "node-1", "node-2", "node-3");
        var applied = await lab.HacpAsync("apply", topology, "--yes");
        Assert.True(applied.ExitCode == 0, applied.ToString());
        var holder = Assert.Single(await lab.HoldersAsync());

        // Nobody takes over before the lease of 5 s is over, and then the frozen node still answers for the address.
        var freeze = await DrillAsync("freeze", 9);
        Assert.Equal(holder, freeze.GetProperty("node").GetString());
        Assert.True(freeze.GetProperty("longestOutageMs").GetDouble() > 3000, freeze.ToString());
        Assert.True(freeze.GetProperty("holders").GetArrayLength() > 1, freeze.ToString());
        Assert.Single(await lab.HoldersAsync());

        // The address stays where it is: this mode does not look after the API server.
        var hang = await DrillAsync("apiserver-hang", 3);
        Assert.True(hang.GetProperty("longestOutageMs").GetDouble() > 1500, hang.ToString());

        async Task<JsonElement> DrillAsync(string fault, int seconds)
        {
            var run = await lab.HacpAsync("drill", topology, "--fault", fault, "--seconds", $"{seconds}", "--yes", "--json");
            Assert.True(run.ExitCode == 0, run.ToString());
            return run.Json;
        }
    }
}
