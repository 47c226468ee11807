using HaControlPlane.Topology;

namespace HaControlPlane.Probing;

/// <summary>The names of the certificate that a node's API server serves.</summary>
public static class ServedNames
{
    /// <summary>kube-apiserver's port where a node is asked without its topology.</summary>
    private const int ApiserverPort = 6443;

    /// <summary>Asks from here; null when no certificate was served.</summary>
    public static async Task<IReadOnlyList<string>?> OfAsync(ControlPlaneNode node, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(node);
        var request = new EndpointProbeRequest { Host = node.Address.ToString(), Port = ApiserverPort };
        return (await EndpointProbe.ProbeAsync(request, cancellationToken).ConfigureAwait(false)).Certificate?.Names;
    }
}
