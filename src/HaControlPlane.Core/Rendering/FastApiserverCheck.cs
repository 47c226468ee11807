using System.Globalization;
using HaControlPlane.Topology;

namespace HaControlPlane.Rendering;

/// <summary>check_apiserver.sh of the profile <c>fast</c>: the embedded script with this node's addresses at its top.</summary>
internal static class FastApiserverCheck
{
    public static string Text(ControlPlaneTopology topology, ControlPlaneNode node)
    {
        var peers = topology.Nodes
            .Where(n => n.Name != node.Name)
            .Select(n => $"https://{ConfigText.Host(n.Address)}:{topology.Endpoint.Port}/readyz");
        var vip = topology.Endpoint.VirtualIPs is [var first, ..] ? first : throw RenderFailure.NoVirtualIP();
        return Template()
            .Replace("@MONITOR@", $"http://{FastProfile.MonitorAddress}:{topology.LoadBalancer.MonitorPort}", StringComparison.Ordinal)
            .Replace("@ENDPOINT@", $"https://{ConfigText.Host(vip)}:{topology.Endpoint.Port}/readyz", StringComparison.Ordinal)
            .Replace("@KEPT@", (FastProfile.Kept.TotalSeconds * 100).ToString("0", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("@PEERS@", string.Join(' ', peers), StringComparison.Ordinal);
    }

    private static string Template()
    {
        using var stream = typeof(FastApiserverCheck).Assembly.GetManifestResourceStream("check_apiserver.sh")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
