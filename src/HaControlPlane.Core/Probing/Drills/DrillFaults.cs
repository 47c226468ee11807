using System.Text.Json;
using HaControlPlane.Topology;
using HaControlPlane.Topology.Failover;

namespace HaControlPlane.Probing.Drills;

/// <summary>A drill's fault as a word of the command line and of drill.sh, and what the failover model calls it.</summary>
public static class DrillFaults
{
    /// <summary>Every word: <c>drain</c>, <c>keepalived-stop</c> and so on.</summary>
    public static IReadOnlyList<string> Words { get; } = [.. Enum.GetValues<DrillFault>().Select(Word)];

    /// <summary>The fault's word.</summary>
    public static string Word(DrillFault fault) => JsonNamingPolicy.KebabCaseLower.ConvertName(fault.ToString());

    /// <summary>The fault of a word; null when there is none.</summary>
    public static DrillFault? Parse(string word) => Enum.GetValues<DrillFault>().Where(f => Word(f) == word).Select(f => (DrillFault?)f).FirstOrDefault();

    /// <summary>What breaks, in the failover model's terms; null when nothing of the endpoint's own does.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="onHolder">It is made on the node that holds the virtual IP.</param>
    public static FailureClass? ClassOf(DrillFault fault, bool onHolder) => (fault, onHolder) switch
    {
        (DrillFault.ApiserverStop, _) => FailureClass.ApiserverKilled,
        (DrillFault.ApiserverHang or DrillFault.Freeze, false) or (DrillFault.ApiserverHang, true) => FailureClass.ApiserverHung,
        (DrillFault.LinkDown, false) => FailureClass.ApiserverUnreachable,
        (_, false) => null,
        (DrillFault.KeepalivedKill, _) => FailureClass.KeepalivedKilled,
        (DrillFault.HaproxyKill, _) => FailureClass.BalancerKilled,
        (DrillFault.LinkDown or DrillFault.Freeze, _) => FailureClass.HolderLost,
        _ => FailureClass.KeepalivedStopped,
    };

    /// <summary>Whether nodes of this kind have what the fault breaks.</summary>
    public static bool Suits(DrillFault fault, LoadBalancerKind kind) => kind switch
    {
        LoadBalancerKind.KeepalivedHaproxy => true,
        LoadBalancerKind.KubeVip => fault is DrillFault.ApiserverStop or DrillFault.ApiserverHang or DrillFault.LinkDown or DrillFault.Freeze,
        _ => false,
    };

    /// <summary>What happens, for people: "keepalived is stopped".</summary>
    public static string Describe(DrillFault fault) => fault switch
    {
        DrillFault.Drain => "the virtual IP is handed over",
        DrillFault.KeepalivedStop => "keepalived is stopped",
        DrillFault.KeepalivedKill => "keepalived is killed",
        DrillFault.HaproxyKill => "haproxy is killed",
        DrillFault.ApiserverStop => "the API server is told to end",
        DrillFault.ApiserverHang => "the API server stands still",
        DrillFault.LinkDown => "the link goes down",
        _ => "the node stands still",
    };
}
