using System.Security.Cryptography;
using HaControlPlane.Nodes;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Matrix;

/// <summary>A lab whose nodes the tests reach in this very process: the SSH client alone runs in the admin's network.</summary>
internal sealed class MatrixLab : IAsyncDisposable
{
    /// <summary>Everything that a transaction may touch on a node, and whether the daemons run on it. Times do not count.</summary>
    private const string StateScript = """
        where="/etc/haproxy /etc/keepalived /etc/systemd/system /etc/kubernetes /etc/rc2.d /var/lib/hacontrolplane /var/lib/hacontrolplane.kept"
        # Which transaction was the last one differs each time.
        find $where ! -path '/etc/kubernetes/pki*' ! -path '*/ledger/last' -printf '%p %y %m %U:%G %l\n' 2>/dev/null | sort
        find $where ! -path '/etc/kubernetes/pki*' ! -path '*/ledger/last' -type f -exec sha256sum {} + 2>/dev/null | sort -k 2
        find /etc /run /tmp /var/lib -name '*hacp*' ! -path '/etc/systemd/*' 2>/dev/null | sed 's/^/left: /'
        # While keepalived is ours its check script keeps its last answers there.
        ls -A /run | grep '^hacontrolplane' | if [ -d /var/lib/hacontrolplane/ledger ]; then grep -v '^hacontrolplane-check'; else cat; fi | sed 's/^/left in run: /'
        for daemon in haproxy keepalived; do
            for pid in $(pidof $daemon); do
                if [ "$(readlink /proc/$pid/root)" = / ]; then echo "$daemon is a service"; else echo "$daemon is a pod"; fi
            done | sort -u
        done
        for port in 8443 9443; do
            if ss -Htln "sport = :$port" | grep -q .; then echo "port $port is open"; fi
        done
        # What keepalived really runs on, as it says itself.
        pid=$(pgrep -o -x keepalived) && {
            data=/proc/$pid/root/tmp/keepalived.data
            rm -f "$data"
            kill -USR1 "$pid"
            for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do ! grep -q 'Effective priority' "$data" 2>/dev/null || break; sleep 0.1; done
            sed -n 's/^   Priority = /keepalived has priority /p' "$data" 2>/dev/null || echo "keepalived $pid does not say what it runs on"
        }
        true
        """;

    private readonly Dictionary<string, string> environment;
    private readonly ControlPlaneTopology topology;

    private MatrixLab(Dictionary<string, string> environment)
    {
        this.environment = environment;
        topology = TopologyReader.ReadFile(environment["TOPOLOGY"]).Topology!;
        Client = Path.Combine(Folder, "ssh-of-admin");
        File.WriteAllText(Client, $"#!/bin/sh\nexec nsenter --net=/run/netns/{environment["ADMIN_NETNS"]} ssh -o ServerAliveInterval=3 \"$@\"\n");
    }

    public string Name => environment["LAB"];

    public string Folder => environment["STATE"];

    public string Vip => environment["VIP"];

    public string[] Nodes => environment["NODES"].Split(' ');

    /// <summary>The SSH client, as it is in the admin's network.</summary>
    public string Client { get; }

    private static string Verb { get; } = RepositoryRoot.Combine("tests", "lab", "lab");

    public static string? WhyNot()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            return "The lab needs Linux and root.";
        }

        string[] programs = ["ip", "nsenter", "unshare", "ssh", "sshd", "keepalived", "haproxy", "curl", "openssl", "socat", "busybox", "tcc", "python3", "ss"];
        return programs.FirstOrDefault(p => !ProgramFactAttribute.IsOnPath(p)) is { } missing ? $"The lab lacks {missing}; run tests/lab/lab deps." : null;
    }

    public static async Task<MatrixLab> UpAsync(string tag, int nodes = 3, string kind = "light")
    {
        var name = $"m-{tag}-{RandomNumberGenerator.GetHexString(4, lowercase: true)}";
        await Program.RunAsync(Verb, "up", $"{nodes}", "--kind", kind, "--name", name);
        var lines = (await Program.RunAsync(Verb, "env", name)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split('=', 2));
        var lab = new MatrixLab(lines.ToDictionary(l => l[0], l => l[1].Trim('"'), StringComparer.Ordinal));
        await Program.RunAsync("chmod", "700", lab.Client);
        return lab;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Program.RunAsync(Verb, "down", "--name", Name);
        }
        catch (InvalidOperationException)
        {
            // A process was just starting there.
            await Program.RunAsync(Verb, "down", "--name", Name);
        }
    }

    /// <summary>The lab's topology in one of its variants. Another port comes with other priorities, so both daemons feel it.</summary>
    public ControlPlaneTopology Topology(RunAs runAs = RunAs.Service, int port = 8443) => topology with
    {
        Endpoint = topology.Endpoint with { Port = port },
        LoadBalancer = topology.LoadBalancer with { RunAs = runAs },
        Nodes = [.. topology.Nodes.Select(n => n with { Priority = n.Priority + (port == 8443 ? 0 : 20) })],
    };

    public string AddressOf(string node) => environment["ADDRESSES"].Split(' ')[Array.IndexOf(Nodes, node)];

    /// <summary>A path on a node, as this process sees it.</summary>
    public string PathOn(string node, string path) => $"/proc/{PidOf(node)}/root{path}";

    /// <summary>Runs a line of shell on a node, as root.</summary>
    public Task<string> ShAsync(string node, string script) => Program.RunAsync("nsenter", InNode(node, "/bin/sh", "-c", script));

    public string[] InNode(string node, params string[] command) =>
        ["--target", PidOf(node), "--all", "--root", "--wd", "env", "-i", "HOME=/root", "LC_ALL=C", "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", .. command];

    public Task FaultAsync(string node, params IEnumerable<string> fault) => Program.RunAsync(Verb, ["fault", "--name", Name, node, .. fault]);

    /// <summary>Takes back what a fault left behind that was not carried through.</summary>
    public async Task ReviveAsync()
    {
        foreach (var node in Nodes)
        {
            if (!IsOn(node))
            {
                await FaultAsync(node, "power-on");
                continue;
            }

            await FaultAsync(node, "join");
            await FaultAsync(node, "disk-free");
            await ShAsync(node, """
                chattr -i /etc/haproxy/haproxy.cfg /etc/keepalived/keepalived.conf 2>/dev/null
                ! [ -f /run/matrix/squatter ] || kill -KILL $(cat /run/matrix/squatter) 2>/dev/null
                true
                """);
            await LetGoAsync(node);
            await FaultAsync(node, "start", "sshd");
            await FaultAsync(node, "start", "kubelet");
        }
    }

    /// <summary>A script that stands at its point goes on; on a node that is off there is none.</summary>
    public async Task LetGoAsync(string node)
    {
        if (IsOn(node))
        {
            await ShAsync(node, "[ ! -d /run/matrix ] || : >/run/matrix/go");
        }
    }

    public Task<string> StateAsync(string node) => ShAsync(node, StateScript);

    public async Task<string[]> StateAsync() => await Task.WhenAll(Nodes.Select(StateAsync));

    /// <summary>The nodes whose kernel has the virtual IP.</summary>
    public async Task<string[]> HoldersAsync(string? vip = null)
    {
        var held = await Task.WhenAll(Nodes.Select(n => Program.RunAsync("ip", "-n", $"{Name}-{n}", "-o", "addr", "show", "to", vip ?? Vip)));
        return [.. Nodes.Where((_, i) => held[i].Length > 0)];
    }

    /// <summary>The same, after the address had time to move once more in good order.</summary>
    public async Task<string[]> SettledHoldersAsync(string? vip = null)
    {
        string[] holders = [];
        for (var tries = 0; tries < 50 && holders.Length != 1; tries++)
        {
            await Task.Delay(tries == 0 ? 0 : 200);
            holders = await HoldersAsync(vip);
        }

        return holders;
    }

    /// <summary>An admin with a connection of its own to every node.</summary>
    public MatrixAdmin Admin() => new(this);

    private bool IsOn(string node) => File.Exists(PidFileOf(node)) && Directory.Exists($"/proc/{PidOf(node)}");

    private string PidOf(string node) => File.ReadAllText(PidFileOf(node)).Trim();

    private string PidFileOf(string node) => $"{Folder}/nodes/{node}/pid";
}
