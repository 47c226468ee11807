using System.Net;
using System.Net.Sockets;
using HaControlPlane.Nodes;
using HaControlPlane.Tests.Lab;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Nodes;

/// <summary>A server that takes the connection and says no more: the wait has an end and a name, and leaves no process.</summary>
public sealed class SilentServerTests : IDisposable
{
    private readonly TcpListener server = new(IPAddress.Loopback, 0);

    public SilentServerTests() => server.Start();

    public void Dispose() => server.Dispose();

    private ControlPlaneNode Node => new()
    {
        Name = "a",
        Address = IPAddress.Loopback,
        Ssh = new SshOptions { User = "root", Port = ((IPEndPoint)server.LocalEndpoint).Port, KeepConnections = false },
    };

    [ProgramTheory("ssh", "pgrep")]
    [Over(TransportKind.OpenSsh)]
    [Over(TransportKind.SshNet)]
    public async Task A_login_that_takes_too_long_is_given_up_by_name(TransportKind kind)
    {
        await using var nodes = new NodeTransports(new OpenSshOptions { LoginWithin = TimeSpan.FromSeconds(2) }, kind);
        var problem = await Assert.ThrowsAsync<NodeException>(() => nodes.ConnectAsync(Node, default).WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Equal("HCP416", problem.Error.Id);
        Assert.Contains("connecting and logging in took longer than 2 s", problem.Error.What, StringComparison.Ordinal);
        Assert.Contains($"ssh -v -p {Node.Ssh.Port} root@127.0.0.1", problem.Error.Fix, StringComparison.Ordinal);
        Assert.Equal("", (await Running.RunAsync("pgrep", ["-f", $"ssh.* -p {Node.Ssh.Port} "])).Output);
    }

    /// <summary>The client's own limit comes first, and names what it was at.</summary>
    [ProgramTheory("ssh")]
    [Over(TransportKind.OpenSsh)]
    [Over(TransportKind.SshNet)]
    public async Task A_server_that_sends_no_greeting_is_given_up_after_ten_seconds(TransportKind kind)
    {
        await using var nodes = new NodeTransports(new OpenSshOptions(), kind);
        var problem = await Assert.ThrowsAsync<NodeException>(() => nodes.ConnectAsync(Node, default).WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal("HCP201", problem.Error.Id);
        Assert.Contains("timed out", problem.Error.What, StringComparison.OrdinalIgnoreCase);
    }
}
