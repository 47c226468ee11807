using System.Security.Cryptography;
using HaControlPlane.Nodes;

namespace HaControlPlane.Tests.Lab;

/// <summary>A lab of its own: real nodes, from up to down.</summary>
public sealed class LabCluster : IAsyncDisposable
{
    /// <summary>What an admin may care about on a node: every file with its owner, permissions and text; times are not.</summary>
    private const string StateScript = """
        find /etc /var/lib/hacontrolplane -printf '%p %y %m %U:%G %l\n' 2>/dev/null | sort
        find /etc /var/lib/hacontrolplane -type f -exec sha256sum {} + 2>/dev/null | sort -k 2
        for name in haproxy keepalived; do pidof $name >/dev/null && echo $name runs; done
        ls -A /var/lib | grep -x hacontrolplane
        # While keepalived is ours its check script keeps its last answers there.
        ls -A /run | grep hacontrolplane | if [ -d /var/lib/hacontrolplane/ledger ]; then grep -v '^hacontrolplane-check'; else cat; fi
        true
        """;

    private readonly Dictionary<string, string> environment;
    private int topologies;

    private LabCluster(string name, Dictionary<string, string> environment)
    {
        Name = name;
        this.environment = environment;
    }

    /// <summary>The console, built beside the tests.</summary>
    public static string Hacp { get; } = Path.Combine(AppContext.BaseDirectory, "hacp.dll");

    public string Name { get; }

    public string Folder => environment["STATE"];

    public string Vip => environment["VIP"];

    public int Port => int.Parse(environment["PORT"], System.Globalization.CultureInfo.InvariantCulture);

    public string[] Nodes => environment["NODES"].Split(' ');

    public string TopologyFile => environment["TOPOLOGY"];

    public string Topology => File.ReadAllText(TopologyFile);

    public static async Task<LabCluster> UpAsync(string tag, LabShape? shape = null)
    {
        var name = $"x-{tag}-{RandomNumberGenerator.GetHexString(4, lowercase: true)}";
        _ = (await LabMachine.RunAsync(["up", .. (shape ?? new()).Arguments, "--name", name])).Text;
        var lines = (await LabMachine.RunAsync("env", name)).Text.Split('\n').Select(l => l.Split('=', 2));
        return new LabCluster(name, lines.ToDictionary(l => l[0], l => l[1].Trim('"'), StringComparer.Ordinal));
    }

    public async ValueTask DisposeAsync() => _ = (await LabMachine.RunAsync("down", "--name", Name)).Text;

    public string AddressOf(string node) => environment["ADDRESSES"].Split(' ')[Array.IndexOf(Nodes, node)];

    /// <summary>The topology with some of its text replaced, as a file beside it.</summary>
    public string Changed(params (string From, string To)[] edits)
    {
        var text = edits.Aggregate(Topology, (t, e) => t.Contains(e.From, StringComparison.Ordinal)
            ? t.Replace(e.From, e.To, StringComparison.Ordinal)
            : throw new ArgumentException($"The topology has no '{e.From}'.", nameof(edits)));
        var path = Path.Combine(Folder, $"topology-{Interlocked.Increment(ref topologies)}.yaml");
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Runs a line of shell on a node, as root.</summary>
    public async Task<string> ShAsync(string node, string script) =>
        (await LabMachine.RunAsync("sh", "--name", Name, node, "--", "/bin/sh", "-c", script)).Text;

    public async Task<string[]> ShOnAllAsync(string script) => await Task.WhenAll(Nodes.Select(n => ShAsync(n, script)));

    /// <summary>Runs a program in the admin's network.</summary>
    public Task<Ran> AdminAsync(params IEnumerable<string> command) => LabMachine.RunAsync(["admin", "--name", Name, "--", .. command]);

    public async Task FaultAsync(string node, params IEnumerable<string> fault) =>
        _ = (await LabMachine.RunAsync(["fault", "--name", Name, node, .. fault])).Text;

    /// <summary>The nodes whose kernel has the virtual IP.</summary>
    public async Task<string[]> HoldersAsync() =>
        (await LabMachine.RunAsync("holder", "--name", Name)).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>What a client in the admin's network gets from /readyz through the virtual IP; empty for nothing.</summary>
    public async Task<string> AskVipAsync(int? port = null) =>
        (await AdminAsync("curl", "-ksf", "--max-time", "2", $"https://{Vip}:{port ?? Port}/readyz")).Output.TrimEnd('\n');

    /// <summary>A transport whose client runs in the admin's network.</summary>
    public OpenSshTransport Transport()
    {
        var client = Path.Combine(Folder, "ssh");
        if (!File.Exists(client) && !OperatingSystem.IsWindows())
        {
            File.WriteAllText(client, $"#!/bin/sh\nexec nsenter --net=/run/netns/{Name}-admin ssh \"$@\"\n");
            File.SetUnixFileMode(client, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return new OpenSshTransport(new OpenSshOptions { Program = client });
    }

    public Running StartHacp(params IEnumerable<string> arguments) =>
        Running.Start(LabMachine.Verb, ["admin", "--name", Name, "--", "dotnet", Hacp, .. arguments]);

    public async Task<HacpRun> HacpAsync(params IEnumerable<string> arguments)
    {
        using var running = StartHacp(arguments);
        return new HacpRun(await running.EndAsync());
    }

    /// <summary>What of a node must stay as it is when nothing is changed.</summary>
    public Task<string> StateAsync(string node) => ShAsync(node, StateScript);

    public async Task<string[]> StateAsync() => await Task.WhenAll(Nodes.Select(StateAsync));

    /// <summary>No node differs from an earlier state, but for a moment that daemons take to end; a failure names each line that came or went.</summary>
    public async Task AssertUnchangedAsync(string[] before)
    {
        var differences = Differences(before, await StateAsync()).ToArray();
        if (differences.Length > 0 && differences.All(d => d.EndsWith(" runs", StringComparison.Ordinal)))
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
            differences = [.. Differences(before, await StateAsync())];
        }

        Assert.Empty(differences);
    }

    private IEnumerable<string> Differences(string[] before, string[] after) => Nodes.SelectMany((node, i) =>
    {
        var (was, now) = (before[i].Split('\n'), after[i].Split('\n'));
        return was.Except(now).Select(l => $"{node}: - {l}").Concat(now.Except(was).Select(l => $"{node}: + {l}"));
    });
}
