namespace HaControlPlane.Tests.Lab;

/// <summary>Before kubeadm init systemd starts the packaged kubelet again and again, and it ends at once.</summary>
public sealed class KubeletLoopTests
{
    /// <summary>A process called kubelet that lives for 0.3 s of each half second.</summary>
    private const string Loop = "cp /bin/sleep /run/kubelet && setsid sh -c 'while :; do /run/kubelet 0.3; sleep 0.2; done' >/dev/null 2>&1 </dev/null &";

    [LabFact]
    public async Task Pods_of_a_kubelet_that_ends_at_once_are_placed_and_not_waited_for()
    {
        await using var lab = await LabCluster.UpAsync("loop", new LabShape(RunAs: "static-pod", Nodes: 1));
        await lab.FaultAsync("node-1", "stop", "kubelet");
        await lab.ShAsync("node-1", Loop);

        // The more often it is looked at, the likelier in a moment in which it lives.
        for (var time = 0; time < 3; time++)
        {
            var apply = await lab.HacpAsync("apply", lab.TopologyFile, "--yes");
            Assert.True(apply.ExitCode == 0, apply.ToString());
            Assert.Contains("the pods start with the kubelet", apply.Output, StringComparison.Ordinal);
            Assert.True(apply.Took < TimeSpan.FromSeconds(60), apply.ToString());
            var remove = await lab.HacpAsync("remove", lab.TopologyFile, "--yes");
            Assert.True(remove.ExitCode == 0, remove.ToString());
        }
    }
}
