using System.Diagnostics;
using System.Globalization;
using HaControlPlane.Nodes;
using HaControlPlane.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Lab;

/// <summary>A connection outlives its run for a minute; what has become of it since never stands in the way of the next one.</summary>
[Collection(LabLanes.Second)]
public sealed class KeptConnectionTests(BareLab bare) : IClassFixture<BareLab>
{
    private LabCluster Lab => bare.Lab;

    [LabFact]
    public async Task The_next_run_does_not_log_in()
    {
        await RunAsync();
        var before = await LoginsAsync();
        await RunAsync();
        await RunAsync();
        Assert.Equal(before, await LoginsAsync());
        // Nor does one of them disturb who keeps none.
        await RunAsync(kept: false);
        Assert.Equal(before + 1, await LoginsAsync());
    }

    [LabFact]
    public async Task One_whose_client_was_killed_is_made_anew()
    {
        await RunAsync();
        foreach (var client in await ClientsAsync())
        {
            client.Kill();
        }

        var before = await LoginsAsync();
        await RunAsync();
        Assert.Equal(before + 1, await LoginsAsync());
    }

    [LabFact]
    public async Task One_whose_client_hangs_is_passed_by()
    {
        await RunAsync();
        var clients = await ClientsAsync();
        await SignalAsync("STOP", clients);
        try
        {
            var before = await LoginsAsync();
            var clock = Stopwatch.StartNew();
            await RunAsync();
            Assert.Equal(before + 1, await LoginsAsync());
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), clock.Elapsed.ToString());
        }
        finally
        {
            await SignalAsync("CONT", clients);
        }
    }

    [LabFact]
    public async Task One_whose_node_was_gone_in_between_is_passed_by()
    {
        await RunAsync();
        await Lab.FaultAsync("node-1", "power-off");
        await Lab.FaultAsync("node-1", "power-on");
        await Until.TrueAsync("sshd is back", async () => await Lab.ShAsync("node-1", "pgrep -x sshd >/dev/null && echo yes || true") == "yes");
        var clock = Stopwatch.StartNew();
        await RunAsync();
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), clock.Elapsed.ToString());
    }

    [LabFact]
    public async Task Another_key_never_gets_it()
    {
        await RunAsync();
        var key = Path.Combine(Lab.Folder, "id-stranger");
        _ = (await Lab.AdminAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key)).Text;
        var stranger = Node(kept: true) with { Ssh = Node(kept: true).Ssh with { KeyFile = key } };
        await using var transport = Lab.Transport();
        var refused = await Assert.ThrowsAsync<NodeException>(() => transport.ConnectAsync(stranger, CancellationToken.None));
        Assert.Equal(NodeErrorKind.AuthenticationRefused, refused.Error.Kind);
    }

    [LabFact]
    public async Task Cancelling_ends_the_script_and_leaves_the_connection()
    {
        await RunAsync();
        var before = await LoginsAsync();
        using var cancel = new CancellationTokenSource();
        await using (var transport = Lab.Transport())
        {
            var connection = await transport.ConnectAsync(Node(kept: true), CancellationToken.None);
            var running = connection.RunAsync(new NodeScript("wait", "true >/run/hacp-begun; while say still; do nap; done; true >/run/hacp-heard"), cancel.Token);
            await Until.TrueAsync("the script runs", async () => await Lab.ShAsync("node-1", "[ -e /run/hacp-begun ] && rm /run/hacp-begun && echo yes || true") == "yes");
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(TimeSpan.FromSeconds(2)));
        }

        await Until.TrueAsync("the script has ended", async () => await Lab.ShAsync("node-1", "pgrep -f '[h]acp-begun' || true") == "");
        await RunAsync();
        Assert.Equal(before, await LoginsAsync());
    }

    private ControlPlaneNode Node(bool kept)
    {
        var node = TopologyReader.ReadFile(Lab.TopologyFile).Topology!.Nodes[0];
        return node with { Ssh = node.Ssh with { KeepConnections = kept } };
    }

    private async Task RunAsync(bool kept = true)
    {
        await using var transport = Lab.Transport();
        var records = await transport.RunAsync(Node(kept), new NodeScript("test", "say told 1"), CancellationToken.None);
        Assert.Equal("1", records[0][0]);
    }

    /// <summary>The clients that keep connections of this lab: they run in its admin's network, and no other does.</summary>
    private async Task<Process[]> ClientsAsync()
    {
        var pids = (await LabMachine.RunAsync("list")).Text.Length == 0 ? "" : (await Lab.AdminAsync("ip", "netns", "pids", $"{Lab.Name}-admin")).Text;
        return [.. pids.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(p => int.Parse(p, CultureInfo.InvariantCulture)).Where(IsKeeper).Select(Process.GetProcessById)];
    }

    private static bool IsKeeper(int pid) => File.Exists($"/proc/{pid}/cmdline") && File.ReadAllText($"/proc/{pid}/cmdline").Contains("[mux]", StringComparison.Ordinal);

    private async Task SignalAsync(string signal, Process[] clients)
    {
        Assert.NotEmpty(clients);
        _ = (await Lab.AdminAsync(["kill", $"-{signal}", .. clients.Select(c => c.Id.ToString(CultureInfo.InvariantCulture))])).Text;
    }

    private async Task<int> LoginsAsync() => int.Parse(
        await Lab.ShAsync("node-1", "busybox logread | grep -c 'Accepted publickey' || true"), CultureInfo.InvariantCulture);
}
