using HaControlPlane.Rendering;
using HaControlPlane.Tests.Topology;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Rendering;

/// <summary>The programs themselves about values at the edges of their rules: what ours lets in they take, what ours refuses for their sake they refuse.</summary>
public sealed class ValueProgramTests : IDisposable
{
    private const int LongestLabel = 63;
    private const int LongestInterface = 15;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("hacp-");

    /// <summary>Keys whose values stand in kubeadm's configuration.</summary>
    private static readonly string[] OfKubeadm = ["name", "endpoint.host", "endpoint.port", "endpoint.vip", "nodes[].name", "nodes[].address", "network.serviceCidr", "network.podCidr"];

    public static TheoryData<LoadBalancerProfile, bool> Extremes => new()
    {
        { LoadBalancerProfile.Fast, false },
        { LoadBalancerProfile.Fast, true },
        { LoadBalancerProfile.Kubeadm, false },
        { LoadBalancerProfile.Kubeadm, true },
        { LoadBalancerProfile.Classic, true },
    };

    public static TheoryData<string, string> TakenByKubeadm => Values(e => e.Inside, _ => true);

    /// <summary>Where the rule is kubeadm's own. It takes a node name with capitals, and makes another of it.</summary>
    public static TheoryData<string, string> RefusedByKubeadm => Values(e => e.Outside, e => (e.Id, e.Key) is ("HCP165", "endpoint.host") or ("HCP167", _));

    public void Dispose() => folder.Delete(recursive: true);

    [DaemonTheory("haproxy")]
    [MemberData(nameof(Extremes))]
    public void haproxy_takes_the_shortest_and_the_longest(LoadBalancerProfile profile, bool longest)
    {
        var topology = Extreme(profile, longest);

        var (code, output) = NetworkNamespace.Start("haproxy", "-c", "-f", Write("haproxy.cfg", HaproxyConfig.Render(topology, topology.Nodes[0]).Content));

        Assert.True(code == 0, output);
    }

    [DaemonTheory("keepalived", needsRoot: true)]
    [MemberData(nameof(Extremes))]
    public void keepalived_takes_the_shortest_and_the_longest(LoadBalancerProfile profile, bool longest)
    {
        var topology = Extreme(profile, longest);
        using var network = new NetworkNamespace();
        network.Inside("ip", "link", "add", topology.LoadBalancer.Interface!, "type", "veth", "peer", "name", "other");
        Write("check_apiserver.sh", ApiserverCheck.Render(topology, topology.Nodes[0]).Content);
        var config = Write("keepalived.conf", KeepalivedConfig.Render(topology, topology.Nodes[0]).Content);

        const string InPlace = "chmod 755 $1 $1/*.sh && mkdir -p /etc/keepalived && mount --bind $1 /etc/keepalived && exec keepalived -t -f $2";
        var (code, output) = network.Inside("unshare", "--mount", "sh", "-c", InPlace, "sh", folder.FullName, config);

        // Upstream's text sets no script user: RealDaemonTests says more about 5 and 6.
        int[] expected = profile == LoadBalancerProfile.Fast ? [0] : [5, 6];
        Assert.True(expected.Contains(code), $"{code}: {output}");
        string[] complaints = ["runcated", "nvalid", "out of range", "too long", "nknown"];
        Assert.All(complaints, c => Assert.DoesNotContain(c, output, StringComparison.Ordinal));
    }

    [ProgramTheory("kubeadm")]
    [MemberData(nameof(TakenByKubeadm))]
    public void kubeadm_takes_what_ours_takes(string file, string value)
    {
        var (code, output) = Kubeadm(file);

        Assert.True(code == 0, $"{value}: {output}");
    }

    [ProgramTheory("kubeadm")]
    [MemberData(nameof(RefusedByKubeadm))]
    public void kubeadm_refuses_what_ours_refuses_for_its_sake(string file, string value)
    {
        var (code, output) = Kubeadm(file);

        Assert.True(code != 0, $"{value}: {output}");
    }

    private static TheoryData<string, string> Values(Func<ValueEdge, string[]> values, Func<ValueEdge, bool> which)
    {
        var data = new TheoryData<string, string>();
        foreach (var edge in ValueEdges.All.Where(e => OfKubeadm.Contains(e.Key) && which(e)))
        {
            foreach (var value in values(edge))
            {
                data.Add(edge.With(value), $"{edge.Key} {value}");
            }
        }

        return data;
    }

    private (int ExitCode, string Output) Kubeadm(string file)
    {
        var topology = TopologyReader.Read(file, "c.yaml").Topology!;
        var texts = topology.Nodes.Take(1).Select(n => KubeadmConfig.Render(topology, n).Content
            // Else it asks the Internet for the newest version.
            .Replace("kind: ClusterConfiguration\n", "kind: ClusterConfiguration\nkubernetesVersion: v1.34.0\n", StringComparison.Ordinal));
        return NetworkNamespace.Start("kubeadm", "config", "validate", "--config", Write("kubeadm.yaml", texts.Single()));
    }

    private static ControlPlaneTopology Extreme(LoadBalancerProfile profile, bool longest)
    {
        string Text(char letter, int length) => new(letter, longest ? length : 1);
        var text = profile != LoadBalancerProfile.Fast;
        var topology = Samples.Topology(profile, RunAs.Service);
        topology = topology with
        {
            Name = Text('c', LongestLabel),
            Endpoint = topology.Endpoint with { Port = longest ? 65535 : 1024 },
            ApiserverPort = longest ? 65534 : 1025,
            LoadBalancer = topology.LoadBalancer with
            {
                Interface = Text('e', LongestInterface),
                VirtualRouterId = longest ? 255 : 1,
                AdvertIntervalMs = text ? null : longest ? 1000 : 10,
                MonitorPort = text ? new LoadBalancerSpec().MonitorPort : longest ? 65533 : 1026,
                AuthPass = text ? new Secret(longest ? "/=:,Z9.-" : "0") : null,
            },
            Nodes = [.. topology.Nodes.Select((n, i) => n with { Name = Text((char)('a' + i), LongestLabel), Priority = longest ? 254 - i : 1 + i })],
        };
        Assert.DoesNotContain(TopologyValidator.Validate(topology), f => f.Severity == FindingSeverity.Error && f.Id is not ("HCP133" or "HCP134" or "HCP135"));
        return topology;
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
