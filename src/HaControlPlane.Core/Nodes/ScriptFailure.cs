using HaControlPlane.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Nodes;

/// <summary>What the node's own scripts call an error, and the kind it is to us.</summary>
internal static class ScriptFailure
{
    /// <summary>Throws when a script reported an error.</summary>
    public static void ThrowIfAny(ControlPlaneNode node, IReadOnlyList<ScriptRecord> records)
    {
        if (records.FirstOrDefault(r => r.Kind == "error") is { } error)
        {
            throw NodeErrors.Create(node, KindOf(error[0]), error[1]);
        }
    }

    private static NodeErrorKind KindOf(string word) => word switch
    {
        "not-root" => NodeErrorKind.BecomeRefused,
        "missing-tool" => NodeErrorKind.MissingTool,
        "write-failed" => NodeErrorKind.CannotWrite,
        "not-writable" => NodeErrorKind.ReadOnly,
        "no-sysctl" => NodeErrorKind.NoSysctl,
        "sysctl-refused" => NodeErrorKind.SysctlRefused,
        "of-topology" => NodeErrorKind.OfTopology,
        "no-log-socket" => NodeErrorKind.NoLogSocketOwner,
        "route-unsafe" => NodeErrorKind.RouteUnsafe,
        "route-not-kept" => NodeErrorKind.RouteNotKept,
        "route-refused" => NodeErrorKind.RouteRefused,
        "no-interface" => NodeErrorKind.NoInterface,
        "place-taken" => NodeErrorKind.PlaceTaken,
        "unsafe-folder" => NodeErrorKind.UnsafeFolder,
        "is-directory" => NodeErrorKind.IsDirectory,
        "locked" => NodeErrorKind.Locked,
        "no-service" => NodeErrorKind.NotInstalled,
        "port-in-use" => NodeErrorKind.PortInUse,
        "refused-haproxy" or "refused-keepalived" => NodeErrorKind.ConfigurationRefused,
        "overwritten" => NodeErrorKind.Overwritten,
        "unanswered" => NodeErrorKind.Unanswered,
        "edited" => NodeErrorKind.ManifestChanged,
        "component-failed" => NodeErrorKind.ComponentFailed,
        "service-failed" or "pod-failed" => NodeErrorKind.DaemonFailed,
        "drill-unfit" => NodeErrorKind.DrillUnfit,
        "change-at-work" => NodeErrorKind.ChangeAtWork,
        "drill-running" => NodeErrorKind.DrillRunning,
        "no-transaction" or "expired" or "confirmed" => NodeErrorKind.TransactionGone,
        _ => NodeErrorKind.Protocol,
    };
}
