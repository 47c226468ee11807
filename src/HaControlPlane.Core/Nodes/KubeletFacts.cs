namespace HaControlPlane.Nodes;

/// <summary>What a node's kubelet runs on.</summary>
/// <param name="Runs">A kubelet runs.</param>
/// <param name="Known">Its configuration could be read, so that a missing value means that there is none.</param>
/// <param name="StaticPodPath">The folder whose manifests it runs; null for none, or when unknown.</param>
/// <param name="NodeIP">What its --node-ip says; null for nothing.</param>
public sealed record KubeletFacts(bool Runs, bool Known, string? StaticPodPath, string? NodeIP);
