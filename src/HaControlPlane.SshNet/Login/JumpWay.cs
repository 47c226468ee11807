using System.Net;
using Renci.SshNet;

namespace HaControlPlane.SshNet.Login;

/// <summary>A port of this machine, on its loopback alone, that leads through a jump host to the next one.</summary>
internal sealed class JumpWay : IDisposable
{
    private readonly SshLink jump;
    private readonly ForwardedPortLocal port;

    /// <summary>Opens it.</summary>
    /// <param name="jump">The jump host.</param>
    /// <param name="host">Where it leads.</param>
    /// <param name="hostPort">The port there.</param>
    public JumpWay(SshLink jump, string host, int hostPort)
    {
        this.jump = jump;
        port = new ForwardedPortLocal(IPAddress.Loopback.ToString(), host, (uint)hostPort);
        jump.Client.AddForwardedPort(port);
        port.Start();
    }

    /// <summary>The port of this machine.</summary>
    public int Port => (int)port.BoundPort;

    /// <inheritdoc/>
    public void Dispose()
    {
        port.Dispose();
        jump.Dispose();
    }
}
