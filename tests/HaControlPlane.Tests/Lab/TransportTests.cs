using System.Diagnostics;
using HaControlPlane.Nodes;
using HaControlPlane.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Lab;

/// <summary>What every transport keeps, against a real server.</summary>
[Collection(LabLanes.First)]
public sealed class TransportTests(BareLab bare) : IClassFixture<BareLab>
{
    private LabCluster Lab => bare.Lab;

    [LabTheory]
    [Over(TransportKind.OpenSsh)]
    [Over(TransportKind.SshNet)]
    public async Task Records_come_back_and_any_text_survives(TransportKind kind)
    {
        await using var way = await LabWay.ToAsync(Lab, kind);
        var text = "a 'quote', a \"quote\", $(touch /run/hacp-owned) `x` \\ \n\t; end \u00e4\u20ac";
        var records = await way.RunAsync( $"say told \"$(text {ShellQuote.Word(text)})\"");
        Assert.Equal(["told", "end"], records.Select(r => r.Kind));
        Assert.Equal(text, records[0][0]);
        Assert.Equal("absent", await Lab.ShAsync("node-1", "[ -e /run/hacp-owned ] && echo there || echo absent"));
    }

    [LabTheory]
    [Over(TransportKind.OpenSsh)]
    [Over(TransportKind.SshNet)]
    public async Task A_megabyte_comes_through_whole(TransportKind kind)
    {
        await using var way = await LabWay.ToAsync(Lab, kind);
        var text = string.Concat(Enumerable.Range(0, 100_000).Select(i => $"{i:D9}\n"));
        var records = await way.RunAsync( $"big={ShellQuote.Word(text)}", "say size ${#big}", "say told \"x$(printf %s \"$big\" | hex)\"");
        Assert.Equal("1000000", records[0][0]);
        Assert.Equal(text, records[1][0]);
    }

    [LabTheory]
    [Over(TransportKind.OpenSsh)]
    [Over(TransportKind.SshNet)]
    public async Task Many_scripts_at_once_share_one_login(TransportKind kind)
    {
        await using var way = await LabWay.ToAsync(Lab, kind);
        var logins = await LoginsAsync();
        var told = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => way.RunAsync( $"say told {i}")));
        Assert.Equal(Enumerable.Range(0, 8).Select(i => $"{i}"), told.Select(r => r[0][0]));
        Assert.Equal(logins + 1, await LoginsAsync());
    }

    [LabTheory]
    [Over(TransportKind.OpenSsh)]
    [Over(TransportKind.SshNet)]
    public async Task A_connection_that_broke_is_opened_anew(TransportKind kind)
    {
        await using var way = await LabWay.ToAsync(Lab, kind);
        var logins = await LoginsAsync();
        await way.RunAsync( "say told 1");
        await Lab.ShAsync("node-1", "pkill -f '[s]shd: root'");
        await Until.TrueAsync("the client has noticed", async () => (await Lab.AdminAsync("ss", "-Htn", "dport", "=", ":22")).Text.Length == 0);
        var records = await way.RunAsync( "say told 2");
        Assert.Equal("2", records[0][0]);
        Assert.Equal(logins + 2, await LoginsAsync());
    }

    [LabTheory]
    [Over(TransportKind.OpenSsh)]
    [Over(TransportKind.SshNet)]
    public async Task A_connection_that_breaks_under_a_script_is_an_error_of_the_node(TransportKind kind)
    {
        await using var way = await LabWay.ToAsync(Lab, kind);
        var running = await BeginAsync(way, "sleep 30");
        await Lab.ShAsync("node-1", "pkill -f '[s]shd: root'");
        var problem = await Assert.ThrowsAsync<NodeException>(() => running.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Contains(problem.Error.Kind, new[] { NodeErrorKind.Unreachable, NodeErrorKind.Protocol });
        Assert.Equal("node-1", problem.Error.Node.Name);
    }

    [LabTheory]
    [Over(TransportKind.OpenSsh)]
    [Over(TransportKind.SshNet)]
    public async Task Cancelling_ends_the_wait_at_once(TransportKind kind)
    {
        await using var way = await LabWay.ToAsync(Lab, kind);
        using var cancel = new CancellationTokenSource();
        var connection = await way.ConnectAsync();
        var running = connection.RunAsync(new NodeScript("wait", "sleep 30"), cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(TimeSpan.FromSeconds(2)));
    }

    [LabTheory]
    [Over(TransportKind.OpenSsh)]
    [Over(TransportKind.SshNet)]
    public async Task Cancelling_the_first_script_ends_the_wait_and_the_next_one_runs(TransportKind kind)
    {
        await using var way = await LabWay.ToAsync(Lab, kind);
        using var cancel = new CancellationTokenSource();
        var running = way.RunAsync(new NodeScript("wait", "true >/run/hacp-begun; sleep 30"), cancel.Token);
        await Until.TrueAsync("the script runs", async () => await Lab.ShAsync("node-1", "[ -e /run/hacp-begun ] && rm /run/hacp-begun && echo yes || true") == "yes");
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(TimeSpan.FromSeconds(2)));
        Assert.Equal("2", (await way.RunAsync("say told 2"))[0][0]);
    }

    [LabFact]
    public async Task The_first_script_goes_along_with_the_login()
    {
        await using var way = await LabWay.ToAsync(Lab, TransportKind.OpenSsh);
        // More than a pipe holds, and an error that ends it early.
        var many = new NodeScript("test", $"text={ShellQuote.Word(new string('x', 200_000))}", "say told ${#text}", "echo why >&2", "exit 3");
        var problem = await Assert.ThrowsAsync<NodeException>(() => way.RunAsync(many, CancellationToken.None));
        Assert.Equal(NodeErrorKind.Protocol, problem.Error.Kind);
        Assert.EndsWith("Standard error: why", problem.Error.What, StringComparison.Ordinal);
        Assert.Equal("200000", (await way.RunAsync($"text={ShellQuote.Word(new string('x', 200_000))}", "say told ${#text}"))[0][0]);
        Assert.Equal("2", (await way.RunAsync("say told 2"))[0][0]);
    }

    /// <summary>A node that lost its power says nothing: no packet tells that the connection is over.</summary>
    [LabTheory(OnlyInCI = true)]
    [Over(TransportKind.OpenSsh)]
    [Over(TransportKind.SshNet)]
    public async Task A_node_that_falls_silent_is_given_up_after_fifteen_seconds(TransportKind kind)
    {
        await using var way = await LabWay.ToAsync(Lab, kind);
        var running = await BeginAsync(way, "sleep 120");
        await Lab.FaultAsync("node-1", "cut");
        try
        {
            var since = Stopwatch.StartNew();
            var problem = await Assert.ThrowsAsync<NodeException>(() => running.WaitAsync(TimeSpan.FromSeconds(30)));
            Assert.Equal(NodeErrorKind.Unreachable, problem.Error.Kind);
            Assert.InRange(since.Elapsed.TotalSeconds, 8, 25);
        }
        finally
        {
            await Lab.FaultAsync("node-1", "join");
        }
    }

    [LabTheory]
    [Over(TransportKind.OpenSsh)]
    [Over(TransportKind.SshNet)]
    public async Task A_script_that_takes_too_long_is_given_up(TransportKind kind)
    {
        await using var way = await LabWay.ToAsync(Lab, kind);
        var connection = await way.ConnectAsync();
        var problem = await Assert.ThrowsAsync<NodeException>(() =>
            connection.RunAsync(new NodeScript("wait", "sleep 30") { TimeLimit = TimeSpan.FromSeconds(1) }, CancellationToken.None));
        Assert.Equal("HCP206", problem.Error.Id);
        Assert.Contains("wait took longer than 1 s", problem.Error.What, StringComparison.Ordinal);
    }

    /// <summary>The holder of the login is a process here and one on the node; the end of either is no network fault.</summary>
    [LabFact]
    public async Task The_end_of_what_holds_the_login_is_named_as_that()
    {
        await using var way = await LabWay.ToAsync(Lab, TransportKind.OpenSsh);
        await way.RunAsync("say told 1");
        await Lab.ShAsync("node-1", "pkill -f '[u]ntil cat'");
        Assert.Equal("2", (await way.RunAsync("say told 2"))[0][0]);

        var running = await BeginAsync(way, "sleep 30");
        foreach (var client in (await Lab.AdminAsync("pgrep", "-f", $"^ssh -M .*/{Lab.Name}/")).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            _ = (await Lab.AdminAsync("kill", "-KILL", client)).Text;
        }

        var problem = await Assert.ThrowsAsync<NodeException>(() => running.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal("HCP415", problem.Error.Id);
        Assert.Contains("signal 9 ended it", problem.Error.What, StringComparison.Ordinal);
        Assert.Equal("3", (await way.RunAsync("say told 3"))[0][0]);
    }

    /// <summary>As where a cleaner of temporary folders is at work.</summary>
    [LabFact]
    public async Task A_control_socket_that_was_removed_is_no_error()
    {
        await using var way = await LabWay.ToAsync(Lab, TransportKind.OpenSsh);
        var before = Directory.GetDirectories(Path.GetTempPath(), "hacp??????");
        await way.RunAsync("say told 1");
        foreach (var socket in Directory.GetDirectories(Path.GetTempPath(), "hacp??????").Except(before).SelectMany(d => Directory.GetFiles(d)))
        {
            File.Delete(socket);
        }

        Assert.Equal("2", (await way.RunAsync("say told 2"))[0][0]);
    }

    [LabFact]
    public async Task A_client_that_is_not_there_is_an_error_with_its_name()
    {
        await using var transport = new OpenSshTransport(new OpenSshOptions { Program = "/nowhere/ssh" });
        var problem = await Assert.ThrowsAsync<NodeException>(() => transport.ConnectAsync(Node, CancellationToken.None));
        Assert.Equal("HCP414", problem.Error.Id);
        Assert.Contains("there is no program /nowhere/ssh", problem.Error.What, StringComparison.Ordinal);
    }

    [LabTheory]
    [Over(TransportKind.OpenSsh)]
    [Over(TransportKind.SshNet)]
    public async Task Disposing_leaves_no_client_and_no_file(TransportKind kind)
    {
        string? folder;
        await using (var way = await LabWay.ToAsync(Lab, kind))
        {
            await way.RunAsync("say told 1");
            Assert.NotEmpty((await Lab.AdminAsync("ss", "-Htn", "dport", "=", ":22")).Text);
            folder = way.Folder;
            Assert.Equal(kind == TransportKind.OpenSsh, Directory.Exists(folder));
        }

        await Until.TrueAsync("the connection is closed", async () => (await Lab.AdminAsync("ss", "-Htn", "dport", "=", ":22")).Text.Length == 0);
        Assert.False(Directory.Exists(folder));
    }

    /// <summary>Waits until the script runs, and gives back what waits for its end.</summary>
    private async Task<Task<IReadOnlyList<ScriptRecord>>> BeginAsync(LabWay way, string script)
    {
        var running = way.RunAsync($"true >/run/hacp-begun; {script}");
        await Until.TrueAsync("the script runs", async () => await Lab.ShAsync("node-1", "[ -e /run/hacp-begun ] && rm /run/hacp-begun && echo yes || true") == "yes");
        return running;
    }

    private ControlPlaneNode Node => TopologyReader.ReadFile(Lab.TopologyFile).Topology!.Nodes[0];

    private async Task<int> LoginsAsync() => int.Parse(
        await Lab.ShAsync("node-1", "busybox logread | grep -c 'Accepted publickey' || true"), System.Globalization.CultureInfo.InvariantCulture);
}
