using HaControlPlane.SshNet.Login;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace HaControlPlane.SshNet;

/// <summary>Notices a peer that says nothing any more. SSH.NET's own keep-alive asks for no answer, so a command that does nothing is asked for one.</summary>
internal static class Silence
{
    /// <summary>How often it is asked: as often as the OpenSSH client does.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>With the interval, the 15 s after which the OpenSSH client gives a silent peer up.</summary>
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(10);

    /// <summary>Ends when the peer has been silent for too long; cancelled before that.</summary>
    public static async Task NoticeAsync(SshClient client, CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(Interval, cancellationToken).ConfigureAwait(false);
            using var asked = new RemoteRun(client, "exit 0");
            var answer = asked.RunAsync([]);
            var patience = Task.Delay(AnswersWithin, cancellationToken);
            // An answer that is an error is one, too; a connection that broke is heard of by whoever waits for the script. SSH.NET's own
            // patience is as long as ours: when it ends first, that is no answer.
            if (await Task.WhenAny(answer, patience).ConfigureAwait(false) == patience || answer.Exception?.InnerException is SshOperationTimeoutException)
            {
                cancellationToken.ThrowIfCancellationRequested();
                return;
            }
        }
    }
}
