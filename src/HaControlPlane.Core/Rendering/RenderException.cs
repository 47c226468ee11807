using HaControlPlane.Topology;

namespace HaControlPlane.Rendering;

/// <summary>A topology cannot be rendered; the finding says why and what to do.</summary>
public sealed class RenderException(Finding finding) : Exception(finding.ToString())
{
    /// <summary>What stands in the way.</summary>
    public Finding Finding { get; } = finding;
}
