using Renci.SshNet;

namespace HaControlPlane.SshNet.Login;

/// <summary>A login that stands, and the way to it.</summary>
/// <param name="client">The login.</param>
/// <param name="way">The jump host on the way; null for none.</param>
internal sealed class SshLink(SshClient client, JumpWay? way) : IDisposable
{
    /// <summary>The login.</summary>
    public SshClient Client => client;

    /// <inheritdoc/>
    public void Dispose()
    {
        client.Dispose();
        way?.Dispose();
    }
}
