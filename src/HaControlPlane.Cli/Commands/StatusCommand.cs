using System.CommandLine;
using HaControlPlane.Cli.Output;
using HaControlPlane.Probing;

namespace HaControlPlane.Cli.Commands;

/// <summary><c>hacp status FILE</c>: who holds the VIP, what runs where, and whether the API answers.</summary>
internal static class StatusCommand
{
    public static Command Create() => new NodeSession().Command("status", "Show who holds the VIP and whether the API answers.", async (session, parsed, topology, transport, token) =>
    {
        var status = await EndpointStatusReader.ReadAsync(transport, topology, token).ConfigureAwait(false);
        if (session.IsJson(parsed))
        {
            Json.Write(Json.Of(status));
        }
        else
        {
            StatusText.Write(Console.Out, status);
        }

        return status.Verdict is EndpointVerdict.Healthy ? ExitCode.Done : ExitCode.Failed;
    });
}
