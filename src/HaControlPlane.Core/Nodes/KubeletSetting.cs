namespace HaControlPlane.Nodes;

/// <summary>A setting that the kubelet has, and what gave it that value.</summary>
/// <param name="Value">The value.</param>
/// <param name="Source">The file, or the option of the command line.</param>
public sealed record KubeletSetting(string Value, string Source);
