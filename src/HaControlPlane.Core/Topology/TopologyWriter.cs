using HaControlPlane.Topology.Writing;

namespace HaControlPlane.Topology;

/// <summary>Writes a topology as the YAML that <see cref="TopologyReader"/> reads back to the same topology.</summary>
public static class TopologyWriter
{
    /// <summary>The topology as YAML. Only what differs from a default is written, except for the few keys everybody looks for.</summary>
    /// <param name="topology">What to write.</param>
    /// <param name="includeSecrets">True also writes <c>authPass</c> in clear. Default false: it is left out.</param>
    public static string Write(ControlPlaneTopology topology, bool includeSecrets = false)
    {
        ArgumentNullException.ThrowIfNull(topology);
        return YamlOutput.Of(TopologyTree.Of(topology, includeSecrets));
    }
}
