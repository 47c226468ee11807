namespace HaControlPlane.Rollout;

/// <summary>What a rollout does to a daemon of a node.</summary>
/// <param name="Name">The service's or pod's name.</param>
/// <param name="Action">
/// What happens: <c>start</c>, <c>enable</c>, <c>reload</c>, <c>restart</c>; <c>stop</c> or <c>restore</c> for what is ours no
/// more; <c>stop service</c> or <c>disable service</c> for the service beside a static pod; empty when nothing.
/// </param>
public sealed record DaemonChange(string Name, string Action);
