using System.Net;
using HaControlPlane.Nodes;
using HaControlPlane.Plans;
using HaControlPlane.Rollout;
using HaControlPlane.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Lab;

/// <summary>One node whose routes are set, and an admin who reaches it over real SSH.</summary>
public sealed class RouteLab : IAsyncDisposable
{
    /// <summary>What an admin may have of ifupdown; where the program is not installed a stand-in does what it does for our file.</summary>
    private const string Ifupdown = """
        mkdir -p /etc/network/if-up.d
        printf 'auto eth1\niface eth1 inet manual\n' >/etc/network/interfaces
        if ! command -v ifup >/dev/null; then
            printf '#!/bin/sh\nIFACE=$1 ADDRFAM=inet run-parts /etc/network/if-up.d\n' >/usr/sbin/ifup
            chmod 755 /usr/sbin/ifup
        fi
        """;

    /// <summary>One login for all rollouts.</summary>
    private OpenSshTransport? ssh;

    private RouteLab(LabCluster lab)
    {
        Lab = lab;
        Node = TopologyReader.ReadFile(lab.TopologyFile).Topology!.Nodes[0];
    }

    public LabCluster Lab { get; }

    public ControlPlaneNode Node { get; }

    /// <summary>Somebody on the node's network who could be a router: the admin.</summary>
    public string Gateway => Neighbour(2);

    public static async Task<RouteLab> UpAsync(string kind = "light") => new(await LabCluster.UpAsync("route", new LabShape(kind, Nodes: 1)));

    public static async Task<RouteLab> WithIfupdownAsync()
    {
        var lab = await UpAsync();
        await lab.AddIfupdownAsync();
        return lab;
    }

    /// <summary>A node whose interface networkd sets up, as netplan tells it.</summary>
    public static async Task<RouteLab> WithNetplanAsync()
    {
        var lab = await UpAsync("systemd");
        await lab.ShAsync($"""
            umask 077
            printf 'network:\n  version: 2\n  renderer: networkd\n  ethernets:\n    eth1:\n      addresses: [{lab.Node.Address}/24]\n' >/etc/netplan/10-lan.yaml
            ip addr flush dev eth1
            netplan generate
            # haproxy's unit would wait for the network of a whole machine.
            systemctl mask systemd-networkd-wait-online 2>/dev/null
            systemctl start systemd-networkd
            until ip -4 addr show dev eth1 | grep -q {lab.Node.Address}; do sleep 0.1; done
            """);
        return lab;
    }

    public Task AddIfupdownAsync() => ShAsync(Ifupdown);

    public string Neighbour(int number) => $"{Lab.Vip[..Lab.Vip.LastIndexOf('.')]}.{number}";

    public Task<string> ShAsync(string script) => Lab.ShAsync("node-1", script);

    /// <summary>The node's routes by gateways.</summary>
    public async Task<string[]> LiveAsync() =>
        [.. (await ShAsync("ip route | tr -s ' ' | grep ' via ' || true")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.TrimEnd())];

    public NodePlan Plan(string gateway, params string[] destinations) => NodePlans.ForRoutes(Node, [Route(gateway, destinations)]);

    public async Task<RolloutReport> SetAsync(string gateway, params string[] destinations) => (await RollOutAsync(Plan(gateway, destinations))).Report;

    public async Task<RolloutReport> ForgetAsync(params string[] destinations) =>
        (await RollOutAsync(NodePlans.ToForgetRoutes(Node, destinations.Select(Range)))).Report;

    /// <summary>Stages and commits.</summary>
    public async Task<(StagedRollout Staged, RolloutReport Report)> RollOutAsync(NodePlan plan)
    {
        ssh ??= Lab.Transport();
        var rollout = new LoadBalancerRollout(ssh);
        var staged = await rollout.StageAsync([plan], CancellationToken.None);
        return (staged, await rollout.CommitAsync(staged, CancellationToken.None));
    }

    /// <summary>The error for which a route is not even staged; the node is as it was.</summary>
    public async Task<string> RefusedAsync(NodePlan plan)
    {
        var (live, state) = (await LiveAsync(), await Lab.StateAsync());
        var refused = await Assert.ThrowsAsync<RolloutException>(() => RollOutAsync(plan));
        Assert.Equal(live, await LiveAsync());
        await Lab.AssertUnchangedAsync(state);
        return Assert.Single(refused.Errors).ToString();
    }

    /// <summary>An admin who commits and is never heard of again.</summary>
    /// <param name="plan">What is committed.</param>
    /// <param name="undoAfter">How long the node waits for a word.</param>
    /// <param name="lines">Shell between the library and its calls; the node's watch keeps the library itself.</param>
    /// <returns>Whether the node said that it has committed.</returns>
    public async Task<bool> CommitAndDieAsync(NodePlan plan, TimeSpan undoAfter, string lines = "")
    {
        const string Id = "19700101T000000Z-000001";
        await using var transport = Lab.Transport();
        var connection = await transport.ConnectAsync(Node, CancellationToken.None);
        await connection.RunAsync(ScriptCompiler.Stage(plan, Id, "a test", takeOver: false, keep: true).With(lines), CancellationToken.None);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            var records = await connection.RunAsync(ScriptCompiler.Commit(Id, undoAfter, TimeSpan.FromSeconds(5)).With(lines), limit.Token);
            return records.Any(r => r.Kind == "committed");
        }
        catch (Exception problem) when (problem is OperationCanceledException or NodeException)
        {
            // The route has cut this very connection, or the commit was killed.
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (ssh is not null)
        {
            await ssh.DisposeAsync();
        }

        await Lab.DisposeAsync();
    }

    private static Cidr Range(string text) => Cidr.TryParse(text, out var range) ? range : throw new FormatException(text);

    private static RouteSpec Route(string gateway, IEnumerable<string> destinations) => new([.. destinations.Select(Range)], IPAddress.Parse(gateway), "eth1");
}
