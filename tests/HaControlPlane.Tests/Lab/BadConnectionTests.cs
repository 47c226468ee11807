using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Lab;

/// <summary>One node that cannot be reached or logged in to: nothing changes on any, and the error says which node, why, and what to do.</summary>
[Collection(LabLanes.First)]
public sealed class BadConnectionTests(BareLab bare) : IClassFixture<BareLab>
{
    /// <summary>The client gives a connection 10 s; the rest is its start and a busy machine.</summary>
    private static readonly TimeSpan GivesUpWithin = TimeSpan.FromSeconds(20);

    private LabCluster Lab => bare.Lab;

    [LabTheory]
    [Over(TransportKind.OpenSsh)]
    [Over(TransportKind.SshNet, OnlyInCI = true)]
    public async Task The_node_is_down(TransportKind over)
    {
        var run = await BadNode.RefusesAsync(Lab,
            () => Lab.FaultAsync(BadNode.Name, "power-off"), () => Lab.FaultAsync(BadNode.Name, "power-on"),
            ("HCP201", $"connect to host {Lab.AddressOf(BadNode.Name)} port 22: ", "Check that the node is up"), over: over);
        Assert.True(run.Took < GivesUpWithin, run.ToString());
    }

    [LabTheory]
    [Over(TransportKind.OpenSsh)]
    [Over(TransportKind.SshNet, OnlyInCI = true)]
    public async Task The_node_hangs(TransportKind over)
    {
        var run = await BadNode.RefusesAsync(Lab,
            () => Lab.FaultAsync(BadNode.Name, "freeze"), () => Lab.FaultAsync(BadNode.Name, "thaw"),
            ("HCP201", "timed out", "Check that the node is up"), over: over);
        Assert.True(run.Took < GivesUpWithin, run.ToString());
    }

    [LabTheory]
    [Over(TransportKind.OpenSsh)]
    [Over(TransportKind.SshNet)]
    public async Task The_server_is_stopped(TransportKind over)
    {
        await BadNode.RefusesAsync(Lab,
            () => Lab.FaultAsync(BadNode.Name, "stop", "sshd"), () => Lab.FaultAsync(BadNode.Name, "start", "sshd"),
            ("HCP201", "Connection refused", "Check that the node is up"), over: over);
    }

    [LabTheory]
    [Over(TransportKind.OpenSsh)]
    [Over(TransportKind.SshNet)]
    public Task The_key_is_refused(TransportKind over) => BadNode.RefusesAsync(Lab,
        "mv /root/.ssh/authorized_keys /root/", "mv /root/authorized_keys /root/.ssh/",
        ("HCP204", "Permission denied (publickey)", $"its authorized_keys holds the key of {Lab.Folder}/id_ed25519"), over: over);

    [LabTheory]
    [Over(TransportKind.OpenSsh)]
    [Over(TransportKind.SshNet)]
    public async Task The_host_key_is_unknown(TransportKind over)
    {
        var known = await KnownHostsAsync(keyOfNode2: null);
        await BadNode.RefusesAsync(Lab, "true", "true",
            ("HCP202", $"not known, it is ssh-ed25519 {await FingerprintAsync(BadNode.Name)}.", $"ssh-keyscan {Lab.AddressOf(BadNode.Name)} >> {known}"),
            Lab.Changed(("/known_hosts", $"/{Path.GetFileName(known)}")), over);
    }

    [LabTheory]
    [Over(TransportKind.OpenSsh)]
    [Over(TransportKind.SshNet)]
    public async Task The_host_key_has_changed(TransportKind over)
    {
        var known = await KnownHostsAsync((await Lab.ShAsync("node-3", "cut -d' ' -f1,2 /etc/ssh/ssh_host_ed25519_key.pub")).Trim());
        await BadNode.RefusesAsync(Lab, "true", "true",
            ("HCP203", $"{await FingerprintAsync(BadNode.Name)}.", $"ssh-keygen -R {Lab.AddressOf(BadNode.Name)} -f {known}"),
            Lab.Changed(("/known_hosts", $"/{Path.GetFileName(known)}")), over);
    }

    private async Task<string> FingerprintAsync(string node) =>
        (await Lab.ShAsync(node, "ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub")).Split(' ')[1];

    /// <summary>The lab's known hosts with another key for node-2, or none.</summary>
    private async Task<string> KnownHostsAsync(string? keyOfNode2)
    {
        var address = Lab.AddressOf(BadNode.Name);
        var lines = (await File.ReadAllLinesAsync(Path.Combine(Lab.Folder, "known_hosts"))).Where(l => !l.StartsWith(address + " ", StringComparison.Ordinal));
        var path = Path.Combine(Lab.Folder, keyOfNode2 is null ? "known_hosts-less" : "known_hosts-other");
        await File.WriteAllLinesAsync(path, keyOfNode2 is null ? lines : lines.Append($"{address} {keyOfNode2}"));
        return path;
    }
}
