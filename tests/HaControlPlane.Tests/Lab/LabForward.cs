using System.Globalization;
using System.Net;
using System.Net.Sockets;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Lab;

/// <summary>A port of this machine that leads to a node's SSH server, for a transport that lives in this process and so outside the admin's network.</summary>
internal sealed class LabForward : IDisposable
{
    private readonly Running relay;

    private LabForward(Running relay, ControlPlaneNode node)
    {
        this.relay = relay;
        Node = node;
    }

    /// <summary>The node as it is reached from here; its key is known by its own address.</summary>
    public ControlPlaneNode Node { get; }

    public static async Task<LabForward> ToAsync(LabCluster lab, ControlPlaneNode node)
    {
        var port = FreePort();
        var command = $"EXEC:nsenter --net=/run/netns/{lab.Name}-admin socat STDIO TCP\\:{node.Address}\\:22";
        var relay = Running.Start("socat", [$"TCP-LISTEN:{port},bind=127.0.0.1,reuseaddr,fork", command]);
        var config = Path.Combine(lab.Folder, string.Create(CultureInfo.InvariantCulture, $"ssh_config-{port}"));
        await File.WriteAllTextAsync(config, $"Host 127.0.0.1\n    HostKeyAlias {node.Address}\n");
        await Until.TrueAsync("the relay listens", () => Listens(port));
        return new LabForward(relay, node with { Ssh = node.Ssh with { HostName = "127.0.0.1", Port = port, ConfigFile = config } });
    }

    public void Dispose() => relay.Dispose();

    private static bool Listens(int port) => System.Net.NetworkInformation.IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(l => l.Port == port);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
