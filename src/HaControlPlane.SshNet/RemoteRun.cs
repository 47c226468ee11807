using HaControlPlane.SshNet.Login;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace HaControlPlane.SshNet;

/// <summary>One command on a node, from its input to what it wrote. Disposing it ends its channel, whatever the command does.</summary>
internal sealed class RemoteRun(SshClient client, string text) : IDisposable
{
    private readonly SshCommand command = client.CreateCommand(text);

    /// <summary>Everything it wrote to standard output, after its end.</summary>
    public string Output => command.Result;

    /// <summary>Everything it wrote to standard error, after its end.</summary>
    public string Error => command.Error;

    /// <summary>Its exit code, after its end; null where a signal ended it, or the connection broke.</summary>
    public int? ExitCode => command.ExitStatus;

    /// <summary>The signal that ended it, as the server names it; null for none.</summary>
    public string? Signal => command.ExitSignal;

    /// <summary>Runs it to its end.</summary>
    /// <param name="input">What it gets on standard input.</param>
    public Task RunAsync(byte[] input) => Blocking.RunAsync(() =>
    {
        var running = command.ExecuteAsync(CancellationToken.None);
        try
        {
            using var stream = command.CreateInputStream();
            stream.Write(input);
            stream.Flush();
        }
        catch (Exception problem) when (problem is SshException or IOException or InvalidOperationException)
        {
            // It ended before it read everything; what it wrote, or the broken connection, says why.
        }

        return running;
    });

    /// <inheritdoc/>
    public void Dispose() => command.Dispose();
}
