using HaControlPlane.Manifests;
using HaControlPlane.Nodes;
using HaControlPlane.Rollout;

namespace HaControlPlane.Tests.Lab;

/// <summary>Ranges of Services and pods on real nodes, with a kubectl that answers as a cluster's would.</summary>
[Collection(LabLanes.First)]
public sealed class CidrTests
{
    /// <summary>A stand-in: there is no cluster here. It answers the four questions that are asked, and nothing else.</summary>
    private const string Kubectl = """
        #!/bin/sh
        case "$*" in
            *"get services"*) printf 'default/kubernetes 10.96.0.1\nkube-system/kube-dns 10.96.0.10\n' ;;
            *"configmap kubeadm-config"*) printf 'networking:\n  podSubnet: 10.244.0.0/16\n  serviceSubnet: "10.96.0.0/12"\n' ;;
            *"configmap kube-flannel-cfg"*) printf '{\n  "Network": "10.244.0.0/16",\n  "Backend": {"Type": "vxlan"}\n}\n' ;;
            *) exit 1 ;;
        esac
        """;

    [LabFact(OnlyInCI = true)]
    public async Task They_are_read_kept_where_a_cluster_lives_on_them_and_changed_node_by_node()
    {
        await using var lab = await LabCluster.UpAsync("cidr", new LabShape(RunAs: "static-pod", Nodes: 2));
        await ComponentPods.StartAsync(lab);
        foreach (var node in lab.Nodes)
        {
            await lab.ShAsync(node, $"cat >/usr/sbin/kubectl <<'TEXT'\n{Kubectl}\nTEXT\nchmod 755 /usr/sbin/kubectl; echo >/etc/kubernetes/admin.conf");
        }

        await using var client = LabClient.Of(lab);
        var rollout = new LoadBalancerRollout(client.Transport, new RolloutOptions { DaemonsWithin = TimeSpan.FromSeconds(6) });
        var read = await ControlPlaneCidrs.ReadAsync(client.Transport, client.Nodes[0], default);
        Assert.Equal(("10.96.0.0/12", "10.244.0.0/16", "10.96.0.0/12", "flannel"), (read.ServiceCidr, read.PodCidr, read.KubeadmServiceCidr, read.Cni));
        Assert.True(read.Agrees && read.ApiserverRuns);
        var before = await lab.StateAsync();

        // The cluster lives on its Services: nothing is changed, and what it would lose is named.
        var refused = await Assert.ThrowsAsync<RolloutException>(() => StageAsync(new CidrChange("10.200.0.0/16", null, null), force: false));
        Assert.Equal("HCP247", Assert.Single(refused.Errors).Id);
        Assert.Contains("2 of its Services are outside: default/kubernetes (10.96.0.1), kube-system/kube-dns (10.96.0.10).", refused.Errors[0].What, StringComparison.Ordinal);
        Assert.Contains("10.200.0.1", refused.Errors[0].What, StringComparison.Ordinal);
        await lab.AssertUnchangedAsync(before);

        // Pods: one component, and what is left to do.
        var staged = await StageAsync(new CidrChange(null, "10.128.0.0/14", false), force: false);
        Assert.Equal(["HCP245", "HCP246"], staged.Findings.Select(f => f.Id));
        Assert.Equal(RolloutOutcome.Applied, (await rollout.CommitAsync(staged, default)).Outcome);
        foreach (var node in client.Nodes)
        {
            read = await ControlPlaneCidrs.ReadAsync(client.Transport, node, default);
            Assert.Equal(("10.128.0.0/14", false, "10.96.0.0/12"), (read.PodCidr, read.AllocateNodeCidrs, read.ServiceCidr));
        }

        Assert.False((await StageAsync(new CidrChange(null, "10.128.0.0/14", false), force: false)).HasChanges);

        // Forced: both components on both nodes.
        staged = await StageAsync(new CidrChange("10.200.0.0/16", null, null), force: true);
        Assert.Equal(["HCP247", "HCP245"], staged.Findings.Select(f => f.Id).Distinct().Take(2));
        Assert.Equal(RolloutOutcome.Applied, (await rollout.CommitAsync(staged, default)).Outcome);
        Assert.Equal("1", await lab.ShAsync("node-2", $"grep -c 'service-cluster-ip-range=10.200.0.0/16' {ComponentPods.Apiserver}"));
        Assert.Equal("1", await lab.ShAsync("node-2", $"grep -c 'service-cluster-ip-range=10.200.0.0/16' {ComponentPods.ControllerManager}"));

        Task<StagedRollout> StageAsync(CidrChange change, bool force) =>
            CidrStage.StageAsync(rollout, client.Transport, client.Nodes, change, force, 8, (_, _) => Task.FromResult<IReadOnlyList<string>?>(["10.96.0.1"]), default);
    }
}
