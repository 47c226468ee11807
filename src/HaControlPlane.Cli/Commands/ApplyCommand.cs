using System.CommandLine;
using HaControlPlane.Cli.Output;

namespace HaControlPlane.Cli.Commands;

/// <summary><c>hacp apply FILE</c>: makes the nodes what the topology says, in one transaction over all of them.</summary>
internal static class ApplyCommand
{
    public static Command Create() => RolloutVerb.Create(
        "apply",
        "Make the nodes what the topology says.",
        RolloutWords.Apply,
        (rollout, topology, token) => rollout.StageAsync(topology, token),
        withPreflight: true);
}
