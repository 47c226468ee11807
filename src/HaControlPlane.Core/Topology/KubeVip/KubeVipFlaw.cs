namespace HaControlPlane.Topology;

/// <summary>Why a version of kube-vip must not be run.</summary>
/// <param name="What">What it does, as the rest of a sentence about it.</param>
/// <param name="NextGood">The first later version without it.</param>
/// <param name="Thread">Where it was reported.</param>
public sealed record KubeVipFlaw(string What, string NextGood, string Thread);
