using HaControlPlane.Nodes;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Lab;

/// <summary>What known hosts may say of a node's key, held against a real server, over every transport: who is let in and who is not.</summary>
[Collection(LabLanes.First)]
public sealed class HostKeyTests(BareLab bare) : IClassFixture<BareLab>
{
    private LabCluster Lab => bare.Lab;

    private string Address => Lab.AddressOf(BadNode.Name);

    [LabTheory("ssh-keygen")]
    [Over(TransportKind.OpenSsh)]
    [Over(TransportKind.SshNet)]
    public async Task Keys_that_are_known_by_a_hash_a_pattern_or_among_others(TransportKind over)
    {
        var key = await KeyAsync(BadNode.Name);
        var file = await FileAsync("hashed", $"{Address} {key}");
        _ = (await Running.RunAsync("ssh-keygen", ["-q", "-H", "-f", file])).Text;
        Assert.StartsWith("|1|", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        Assert.Null(await ErrorAsync(file, over));
        Assert.Null(await ErrorAsync(await FileAsync("pattern", $"# of all nodes\n\nother,{Address[..^1]}?,!10.0.0.1 {key} a comment"), over));
        Assert.Null(await ErrorAsync(await FileAsync("among", $"{Address} {await KeyAsync("node-3")}\n{Address} {key}"), over));
    }

    [LabTheory]
    [Over(TransportKind.OpenSsh)]
    [Over(TransportKind.SshNet)]
    public async Task Keys_that_are_not_accepted(TransportKind over)
    {
        var key = await KeyAsync(BadNode.Name);
        Assert.Equal("HCP202", await ErrorAsync(await FileAsync("not", $"*,!{Address} {key}"), over));
        Assert.Equal("HCP202", await ErrorAsync(await FileAsync("port", $"[{Address}]:2222 {key}"), over));
        Assert.Equal("HCP411", await ErrorAsync(await FileAsync("revoked", $"{Address} {key}\n@revoked * {key}"), over));
        Assert.Equal("HCP203", await ErrorAsync(await FileAsync("changed", $"{Address} {await KeyAsync("node-3")}"), over));
        // A plain key where only certificates are vouched for.
        Assert.Equal(over == TransportKind.OpenSsh ? "HCP202" : "HCP412", await ErrorAsync(await FileAsync("authority", $"@cert-authority * {await KeyAsync("node-3")}"), over));
    }

    private async Task<string> KeyAsync(string node) => (await Lab.ShAsync(node, "cut -d' ' -f1,2 /etc/ssh/ssh_host_ed25519_key.pub")).Trim();

    private async Task<string> FileAsync(string name, string text)
    {
        var path = Path.Combine(Lab.Folder, $"known_hosts-{name}");
        await File.WriteAllTextAsync(path, text + "\n");
        return path;
    }

    /// <summary>The id of node-2's error with these known hosts; null where it is let in.</summary>
    private async Task<string?> ErrorAsync(string knownHosts, TransportKind over)
    {
        await using var way = await LabWay.ToAsync(Lab, over, BadNode.Name, knownHosts);
        try
        {
            Assert.Equal("1", (await way.RunAsync("say told 1"))[0][0]);
            return null;
        }
        catch (NodeException refused)
        {
            return refused.Error.Id;
        }
    }
}
