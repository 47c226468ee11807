using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using HaControlPlane.Rendering;
using HaControlPlane.Rollout;
using HaControlPlane.Topology;
using Xunit.Abstractions;

namespace HaControlPlane.Tests.Matrix;

/// <summary>Random changes of a topology, one after the other: after each the nodes are what a model says, at the end what they were.</summary>
[Trait("Category", "Matrix")]
[Collection("matrix")]
public sealed class ModelTests(ITestOutputHelper output)
{
    private const string TreeScript = """
        where="/etc/haproxy /etc/keepalived /etc/kubernetes/manifests /etc/systemd/system /etc/rc2.d"
        find $where -printf '%p %y %m %U:%G %l\n' 2>/dev/null
        find $where -type f -exec sha256sum {} + 2>/dev/null | awk '{ print $2, $1 }'
        ls -A /var/lib | grep -x hacontrolplane
        for daemon in haproxy keepalived; do
            for pid in $(pidof $daemon); do
                if [ "$(readlink /proc/$pid/ns/mnt)" = "$(readlink /proc/self/ns/mnt)" ]; then echo "$daemon service"; else echo "$daemon pod"; fi
            done | sort -u | tr '\n' ' ' | grep .
        done
        true
        """;

    /// <summary>What nodes have before us: nothing; files with owners and permissions of their own; a link.</summary>
    private static readonly string[] Originals =
    [
        "true",
        "echo '# mine' >/etc/haproxy/haproxy.cfg; chmod 0600 /etc/haproxy/haproxy.cfg; chown 1:2 /etc/haproxy/haproxy.cfg; mkdir /etc/haproxy/errors; echo x >/etc/haproxy/errors/503.http",
        "echo '! mine' >/etc/keepalived/keepalived.conf; chmod 0640 /etc/keepalived/keepalived.conf; echo '#!/bin/sh' >/etc/keepalived/check_apiserver.sh; chmod 0755 /etc/keepalived/check_apiserver.sh",
        "echo '# there' >/etc/haproxy/site.cfg; ln -s site.cfg /etc/haproxy/other.cfg; rmdir /etc/keepalived",
    ];

    [MatrixFact]
    public Task Two_hundred_changes() => RunAsync(200);

    [SampleFact]
    public Task A_dozen_changes() => RunAsync(12);

    private async Task RunAsync(int changes)
    {
        await using var lab = await MatrixLab.UpAsync("model", 4);
        await Task.WhenAll(lab.Nodes.Select((n, i) => lab.ShAsync(n, Originals[i])));
        var originals = await TreesAsync(lab);
        var random = new Random(200);
        var current = Start(lab);
        for (var change = 0; change < changes; change++)
        {
            var edited = change > 0 && random.Next(4) == 0 ? await EditAsync(lab, current, random) : null;
            current = change == 0 ? current : Next(lab, current, random);
            var what = string.Create(CultureInfo.InvariantCulture,
                $"change {change}: {string.Join(',', current.Nodes.Select(n => $"{n.Name}={n.Priority}"))} {current.Endpoint.VirtualIPs[0]}:{current.Endpoint.Port} {current.LoadBalancer.RunAs} {current.LoadBalancer.Profile} {edited}");
            MatrixLog.Say(what);
            Assert.Equal((what, RolloutOutcome.Applied), (what, await ApplyAsync(lab, current, what)));
            var trees = await TreesAsync(lab);
            for (var i = 0; i < trees.Length; i++)
            {
                var differs = FaultBench.Difference(Text(Expected(current, lab.Nodes[i], originals[i])), Text(trees[i]));
                Assert.True(differs.Length == 0, $"{what}: {lab.Nodes[i]} is not what the model says: {differs}");
            }

            var holder = Assert.Single(await lab.SettledHoldersAsync(current.Endpoint.VirtualIPs[0].ToString()));
            Assert.Contains(current.Nodes, n => n.Name == holder);
            if (random.Next(10) == 0)
            {
                Assert.Equal((what, RolloutOutcome.NothingToDo), (what, await ApplyAsync(lab, current, what)));
            }
        }

        await using var admin = lab.Admin();
        var rollout = new LoadBalancerRollout(admin);
        var report = await rollout.CommitAsync(await rollout.StageRemovalAsync(current, default), default);
        Assert.True(report.Outcome == RolloutOutcome.Applied, FaultBench.Describe(report));
        Assert.Equal(originals.Select(Text), (await TreesAsync(lab)).Select(Text));
        foreach (var vip in Vips(lab))
        {
            Assert.Empty(await lab.HoldersAsync(vip));
        }

        output.WriteLine($"changes: {changes}, differences from the model: 0, differences after the removal: 0");
    }

    private static async Task<RolloutOutcome> ApplyAsync(MatrixLab lab, ControlPlaneTopology topology, string what)
    {
        await using var admin = lab.Admin();
        var rollout = new LoadBalancerRollout(admin);
        var report = await rollout.CommitAsync(await rollout.StageAsync(topology, default), default);
        Assert.True(report.Outcome is RolloutOutcome.Applied or RolloutOutcome.NothingToDo, $"{what}: {FaultBench.Describe(report)}");
        return report.Outcome;
    }

    private static ControlPlaneTopology Start(MatrixLab lab)
    {
        var topology = lab.Topology();
        return topology with { LoadBalancer = topology.LoadBalancer with { AuthPass = new Secret("first") } };
    }

    /// <summary>Another topology that differs in one to three things. Somebody stays, or nobody would remember the others.</summary>
    private static ControlPlaneTopology Next(MatrixLab lab, ControlPlaneTopology now, Random random)
    {
        while (true)
        {
            var next = now;
            for (var i = random.Next(1, 4); i > 0; i--)
            {
                next = Mutate(lab, next, random);
            }

            // What the files say is what counts: a password alone changes nothing in a profile without one.
            if (Text(next) != Text(now) && next.Nodes.Any(n => now.Nodes.Any(o => o.Name == n.Name)))
            {
                return next;
            }
        }
    }

    private static ControlPlaneTopology Mutate(MatrixLab lab, ControlPlaneTopology now, Random random)
    {
        switch (random.Next(8))
        {
            case 0 or 1:
                var all = lab.Topology().Nodes;
                var kept = all.Where(_ => random.Next(3) > 0).ToArray();
                return kept.Length == 0 ? now : now with { Nodes = [.. kept.Select(k => now.Nodes.FirstOrDefault(n => n.Name == k.Name) ?? k)] };
            case 2:
                return now with { Endpoint = now.Endpoint with { VirtualIPs = [IPAddress.Parse(Vips(lab)[random.Next(2)])] } };
            case 3:
                return now with { Endpoint = now.Endpoint with { Port = random.Next(2) == 0 ? 8443 : 9443 } };
            case 4:
                return now with { LoadBalancer = now.LoadBalancer with { Profile = (LoadBalancerProfile)random.Next(3) } };
            case 5:
                return now with { LoadBalancer = now.LoadBalancer with { RunAs = random.Next(3) == 0 ? RunAs.StaticPod : RunAs.Service } };
            case 6:
                var highest = random.Next(110, 200);
                return now with { Nodes = [.. now.Nodes.Select((n, i) => n with { Priority = highest - i })] };
            default:
                return now with { LoadBalancer = now.LoadBalancer with { AuthPass = new Secret($"p{random.Next(1000)}") } };
        }
    }

    /// <summary>A stranger writes into one of our files.</summary>
    private static async Task<string> EditAsync(MatrixLab lab, ControlPlaneTopology topology, Random random)
    {
        var node = topology.Nodes[random.Next(topology.Nodes.Count)];
        var files = NodeFiles.Render(topology, node).Where(f => f.Role != NodeFileRole.StaticPodManifest).ToArray();
        var file = files[random.Next(files.Length)];
        await lab.ShAsync(node.Name, random.Next(3) switch { 0 => $"rm {file.Path}", 1 => $"chmod 0600 {file.Path}", _ => $"echo '# edited' >>{file.Path}" });
        return $"after a stranger was at {node}:{file.Path}";
    }

    private static string[] Vips(MatrixLab lab) => [lab.Vip, lab.Vip[..lab.Vip.LastIndexOf('.')] + ".160"];

    private static string Text(ControlPlaneTopology topology) =>
        string.Concat(topology.Nodes.SelectMany(n => NodeFiles.Render(topology, n)).Select(f => $"{f.Node.Name} {f.Path} {f.Mode}\n{f.Content}"));

    private static string Text(SortedDictionary<string, string> tree) => string.Concat(tree.Select(f => $"{f.Key} {f.Value}\n"));

    private static SortedDictionary<string, string> Expected(ControlPlaneTopology topology, string name, SortedDictionary<string, string> original)
    {
        if (topology.Nodes.FirstOrDefault(n => n.Name == name) is not { } node)
        {
            return original;
        }

        var expected = new SortedDictionary<string, string>(original, StringComparer.Ordinal) { ["hacontrolplane"] = "" };
        foreach (var file in NodeFiles.Render(topology, node))
        {
            var sum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(file.Content)));
            expected[file.Path] = $"f {file.Mode.TrimStart('0')} 0:0 {sum}";
            expected.TryAdd(Path.GetDirectoryName(file.Path)!, "d 755 0:0");
        }

        // One owner a daemon, now and after the next boot.
        foreach (var daemon in new[] { "haproxy", "keepalived" })
        {
            expected[daemon] = topology.LoadBalancer.RunAs == RunAs.Service ? "service" : "pod";
            if (topology.LoadBalancer.RunAs == RunAs.StaticPod)
            {
                expected.Remove($"/etc/systemd/system/multi-user.target.wants/{daemon}.service");
                if (expected.Remove($"/etc/rc2.d/S01{daemon}", out var link))
                {
                    expected[$"/etc/rc2.d/K01{daemon}"] = link;
                }
            }
        }

        return expected;
    }

    private static async Task<SortedDictionary<string, string>[]> TreesAsync(MatrixLab lab) => await Task.WhenAll(lab.Nodes.Select(async node =>
    {
        var tree = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in (await lab.ShAsync(node, TreeScript)).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var (path, rest) = line.IndexOf(' ', StringComparison.Ordinal) is var at and > 0 ? (line[..at], line[(at + 1)..].TrimEnd()) : (line, "");
            tree[path] = tree.TryGetValue(path, out var known) ? $"{known} {rest}" : rest;
        }

        return tree;
    }));
}
