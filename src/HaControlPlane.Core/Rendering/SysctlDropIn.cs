using HaControlPlane.Topology;

namespace HaControlPlane.Rendering;

/// <summary>The file that brings a topology's kernel settings back at boot.</summary>
public static class SysctlDropIn
{
    /// <summary>
    /// Read after the distributions' own files, <c>99-sysctl.conf</c> among them: sysctl.d(5) takes files by name, and the last
    /// one wins. Only <c>sysctl --system</c>, run by hand, reads <c>/etc/sysctl.conf</c> after it.
    /// </summary>
    public const string Path = "/etc/sysctl.d/99-zz-hacontrolplane.conf";

    /// <summary>The file; nothing where the topology declares no kernel setting.</summary>
    public static IEnumerable<NodeFile> Render(ControlPlaneTopology topology, ControlPlaneNode node)
    {
        var settings = SysctlSettings.For(topology);
        return settings.Count == 0 ? [] :
        [
            new NodeFile
            {
                Node = node,
                Path = Path,
                Role = NodeFileRole.Other,
                Content = $"# Kernel settings of the control plane endpoint {ConfigText.Cluster(topology)}, by HaControlPlane.\n"
                    + string.Concat(settings.Select(s => $"{s.Key} = {s.Value}\n")),
            },
        ];
    }
}
