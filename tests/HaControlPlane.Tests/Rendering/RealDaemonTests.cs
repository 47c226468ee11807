using HaControlPlane.Rendering;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Rendering;

/// <summary>What is rendered, the daemons themselves accept.</summary>
public sealed class RealDaemonTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("hacp-");

    public static TheoryData<LoadBalancerProfile, RunAs, string> Combinations => Samples.All();

    public void Dispose() => folder.Delete(recursive: true);

    [DaemonTheory("haproxy")]
    [MemberData(nameof(Combinations))]
    public void haproxy_accepts_its_configuration(LoadBalancerProfile profile, RunAs runAs, string family)
    {
        var topology = Samples.Topology(profile, runAs, family);
        var file = Write("haproxy.cfg", HaproxyConfig.Render(topology, topology.Nodes[0]).Content);

        var (code, output) = NetworkNamespace.Start("haproxy", "-c", "-f", file);

        Assert.True(code == 0, output);
        if (profile == LoadBalancerProfile.Fast)
        {
            Assert.DoesNotContain("WARNING", output, StringComparison.Ordinal);
        }
    }

    [DaemonTheory("keepalived", needsRoot: true)]
    [MemberData(nameof(Combinations))]
    public void keepalived_accepts_its_configuration(LoadBalancerProfile profile, RunAs runAs, string family)
    {
        var topology = Samples.Topology(profile, runAs, family);
        using var network = new NetworkNamespace();
        foreach (var node in topology.Nodes)
        {
            Write("check_apiserver.sh", ApiserverCheck.Render(topology, node).Content);
            var config = Write("keepalived.conf", KeepalivedConfig.Render(topology, node).Content);

            // keepalived looks for the script under its real path, with nobody able to change a folder on the way.
            const string InPlace = "chmod 755 $1 $1/*.sh && mkdir -p /etc/keepalived && mount --bind $1 /etc/keepalived && exec keepalived -t -f $2";
            var (code, output) = network.Inside("unshare", "--mount", "sh", "-c", InPlace, "sh", folder.FullName, config);

            // Upstream's text sets no script user: a problem in the config (5) where the default user is missing, else scripts without script security (6).
            int[] expected = profile == LoadBalancerProfile.Fast ? [0] : [5, 6];
            Assert.True(expected.Contains(code), $"{code}: {output}");
        }
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
