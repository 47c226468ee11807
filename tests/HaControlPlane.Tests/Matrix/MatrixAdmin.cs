using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using HaControlPlane.Nodes;
using HaControlPlane.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Matrix;

/// <summary>An admin at work over real SSH, whose scripts can be made to stop at a point and who can be killed.</summary>
internal sealed class MatrixAdmin(MatrixLab lab) : INodeTransport
{
    /// <summary>
    /// hacp_at POINT: where that is the point asked for, a mark appears and the script waits until it is told to go on.
    /// It is called after every record of the journal, after a node promised, after it was told to keep, after the decision to keep and
    /// after the ledger is written.
    /// </summary>
    private const string Stops = """
        hacp_at() {
            printf '%s\n' "$1" >>/run/matrix/seen
            [ "$1" = "$hacp_stop" ] || return 0
            printf '%s\n' "$$" >/run/matrix/part && mv /run/matrix/part /run/matrix/hit
            while [ ! -e /run/matrix/go ]; do sleep 0.05; done
        }
        eval "$(printf '%s\n' "$hacp_library" | sed \
            -e 's/^journal() {.*/journal() { printf "%s\\n" "$*" >>"$tx\/journal" \&\& hacp_at "$*"; }/' \
            -e 's/^    say promised$/    hacp_at promised; say promised/' \
            -e 's/^    say told$/    hacp_at told; say told/' \
            -e 's/^        tx_keep || return 1$/        hacp_at decided; tx_keep || return 1; hacp_at kept/')"
        """;

    private readonly OpenSshTransport ssh = new(new OpenSshOptions { Program = lab.Client });
    private readonly ConcurrentDictionary<(string Node, string Title), string> lines = new();
    private volatile bool dead;

    public async Task<INodeConnection> ConnectAsync(ControlPlaneNode node, CancellationToken cancellationToken)
    {
        ThrowIfDead();
        return new Connection(this, node.Name, await ssh.ConnectAsync(node, cancellationToken));
    }

    /// <summary>Makes one script of one node stop at a point.</summary>
    public async Task StopAtAsync(string node, string title, string point)
    {
        await lab.ShAsync(node, "rm -rf /run/matrix; mkdir /run/matrix");
        With(node, title, $"hacp_stop={ShellQuote.Word(point)}\n{Stops}");
    }

    /// <summary>Adds lines of shell to one script of one node.</summary>
    public void With(string node, string title, string shell) => lines[(node, title)] = shell;

    /// <summary>Kills the SSH clients of one node, as a crash of the client would.</summary>
    public async Task KillClientsAsync(string node)
    {
        var address = lab.AddressOf(node);
        foreach (var pid in Clients().Where(c => c.Words.Contains(address)).Select(c => c.Pid))
        {
            await Program.RunAsync("/bin/sh", "-c", $"kill -KILL {pid} 2>/dev/null || true");
        }
    }

    /// <summary>The admin's process ends as SIGKILL ends it: no client survives and nothing is put back.</summary>
    public async Task DieAsync()
    {
        dead = true;
        foreach (var node in lab.Nodes)
        {
            await KillClientsAsync(node);
        }
    }

    public ValueTask DisposeAsync() => ssh.DisposeAsync();

    private void ThrowIfDead()
    {
        if (dead)
        {
            throw new AdminDeadException();
        }
    }

    private static IEnumerable<(int Pid, string[] Words)> Clients()
    {
        foreach (var process in Process.GetProcessesByName("ssh"))
        {
            using (process)
            {
                string[]? words = null;
                try
                {
                    var parent = File.ReadAllText($"/proc/{process.Id}/stat").Split(") ")[^1].Split(' ')[1];
                    if (parent == Environment.ProcessId.ToString(CultureInfo.InvariantCulture))
                    {
                        words = File.ReadAllText($"/proc/{process.Id}/cmdline").Split('\0');
                    }
                }
                catch (IOException)
                {
                    // It has ended.
                }

                if (words is not null)
                {
                    yield return (process.Id, words);
                }
            }
        }
    }

    private sealed class Connection(MatrixAdmin admin, string node, INodeConnection inner) : INodeConnection
    {
        public async Task<IReadOnlyList<ScriptRecord>> RunAsync(NodeScript script, CancellationToken cancellationToken)
        {
            admin.ThrowIfDead();
            try
            {
                return await inner.RunAsync(admin.lines.TryGetValue((node, script.Title), out var more) ? script.With(more) : script, cancellationToken);
            }
            catch (NodeException) when (admin.dead)
            {
                throw new AdminDeadException();
            }
        }
    }
}
