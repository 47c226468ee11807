using HaControlPlane.Rendering;
using HaControlPlane.Topology;
using HaControlPlane.Topology.Rules;

namespace HaControlPlane.Plans;

/// <summary>
/// Plans that set kernel settings by themselves, in no topology: each with a file of its own, so that setting one and taking
/// another back do not meet.
/// </summary>
public static class SysctlPlans
{
    /// <summary>Before the file of a topology, which therefore wins.</summary>
    private const string FileName = "/etc/sysctl.d/99-zz-hacontrolplane-";

    /// <summary>The file that sets a key at boot.</summary>
    /// <param name="node">The node.</param>
    /// <param name="key">The key, with dots or slashes.</param>
    /// <param name="value">The value; blanks between several.</param>
    /// <exception cref="RenderException">A key or value could not be written as what it is.</exception>
    public static NodeFile File(ControlPlaneNode node, string key, string value)
    {
        var (plain, checkedValue) = (Checked(key), SysctlSettings.Checked(KeyValuePair.Create(key, value)).Value);
        return new NodeFile
        {
            Node = node,
            Path = PathOf(plain),
            Role = NodeFileRole.Other,
            Content = $"# A kernel setting of this node, by HaControlPlane.\n{plain} = {checkedValue}\n",
        };
    }

    /// <summary>The plan that sets these keys of one node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="settings">Keys and values.</param>
    /// <param name="restartLogSocket">Whoever owns the log's socket opens it anew.</param>
    public static NodePlan ToSet(ControlPlaneNode node, IEnumerable<KeyValuePair<string, string>> settings, bool restartLogSocket)
    {
        var inOrder = SysctlSettings.InOrder(settings).ToArray();
        return new NodePlan(node,
        [
            .. inOrder.Select(s => new PutFile(File(node, s.Key, s.Value))),
            .. inOrder.Select(s => new SetSysctl(SysctlKey.WithDots(s.Key), s.Value)),
            .. restartLogSocket ? [new RestartLogSocket()] : Array.Empty<NodeStep>(),
        ],
        PlanScope.Files);
    }

    /// <summary>The plan that gives keys of one node back to what they were before us. Those that are not ours stay.</summary>
    /// <exception cref="RenderException">A key is none.</exception>
    public static NodePlan ToGiveBack(ControlPlaneNode node, IEnumerable<string> keys)
    {
        var inOrder = SysctlSettings.InOrder(keys.Select(Checked).Distinct(StringComparer.Ordinal).Select(k => KeyValuePair.Create(k, string.Empty))).Select(s => s.Key).ToArray();
        return new NodePlan(node,
            [.. inOrder.Select(k => new GiveBackFile(PathOf(k))), .. inOrder.Select(k => new GiveBackSysctl(k))],
            PlanScope.Files);
    }

    private static string PathOf(string key) => $"{FileName}{key.Replace('/', '.')}.conf";

    private static string Checked(string key) =>
        NameSyntax.IsSysctlKey(key) ? SysctlKey.WithDots(key) : throw RenderFailure.UnsafeValue("The key of a kernel setting", "keys as sysctl -a shows them");
}
