using HaControlPlane.Topology;

namespace HaControlPlane.Manifests;

#pragma warning disable CA1032 // Always carries a finding.
/// <summary>A manifest cannot be edited as asked; nothing was changed.</summary>
/// <param name="finding">What stands in the way, where, and what to do.</param>
public sealed class ManifestEditException(Finding finding) : Exception(finding.ToString())
{
    /// <summary>What stands in the way, where, and what to do.</summary>
    public Finding Finding { get; } = finding;
}
#pragma warning restore CA1032
