using System.CommandLine;
using HaControlPlane.Cli.Output;

namespace HaControlPlane.Cli.Commands;

/// <summary><c>hacp remove FILE</c>: everything a topology put on its nodes goes back to what was there before.</summary>
internal static class RemoveCommand
{
    public static Command Create() => RolloutVerb.Create(
        "remove",
        "Take the load balancer away: files, services and the VIP go back to what was there before.",
        RolloutWords.Removal,
        (rollout, topology, token) => rollout.StageRemovalAsync(topology, token));
}
