using HaControlPlane.Nodes;
using HaControlPlane.SshNet.Files;
using HaControlPlane.Topology;

namespace HaControlPlane.SshNet.Login;

/// <summary>Logs in to a node, through its jump hosts if it has any, with what OpenSSH would use.</summary>
/// <param name="node">The node that errors are about.</param>
/// <param name="password">The password to log in with; null for keys alone. Jump hosts are never told it.</param>
/// <param name="within">How long each login may take.</param>
internal sealed class SshLogin(ControlPlaneNode node, PasswordLogin? password, TimeSpan within)
{
    /// <summary>So a loop of jump hosts ends.</summary>
    private const int MostJumps = 8;

    /// <summary>Logs in.</summary>
    /// <exception cref="NodeException">It did not come about.</exception>
    public Task<SshLink> OpenAsync(CancellationToken cancellationToken) =>
        OpenAsync(node.Ssh.HostName ?? node.Address.ToString(), node.Ssh, password, jumps: 0, cancellationToken);

    private async Task<SshLink> OpenAsync(string name, SshOptions ssh, PasswordLogin? told, int jumps, CancellationToken cancellationToken)
    {
        SshTarget target;
        try
        {
            target = SshTarget.Of(name, ssh);
        }
        catch (ConfigurationException problem)
        {
            throw NodeErrors.Create(node, NodeErrorKind.ConfigurationNotRead, problem.Message, problem);
        }

        if (jumps > MostJumps)
        {
            throw NodeErrors.Create(node, NodeErrorKind.Unreachable, $"there are more than {MostJumps} jump hosts; do they lead in a circle?");
        }

        var way = target.Jump is null ? null : await WayAsync(target, ssh, jumps, cancellationToken).ConfigureAwait(false);
        try
        {
            var attempt = new LoginAttempt(node, target, way, isJump: jumps > 0, within);
            var client = told is null
                ? await attempt.WithKeysAsync(cancellationToken).ConfigureAwait(false)
                : await new PasswordAttempt(node, told, target, attempt.ConnectAsync).RunAsync(cancellationToken).ConfigureAwait(false);
            return new SshLink(client, way);
        }
        catch
        {
            way?.Dispose();
            throw;
        }
    }

    private async Task<JumpWay> WayAsync(SshTarget target, SshOptions ssh, int jumps, CancellationToken cancellationToken)
    {
        var (host, options) = JumpText.Last(target.Jump!, ssh);
        var jump = await OpenAsync(host, options, told: null, jumps + 1, cancellationToken).ConfigureAwait(false);
        return new JumpWay(jump, target.Host, target.Port);
    }
}
