using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP176.</summary>
internal sealed class ScriptSecurityOff() : TextProfileRule(
    new(
        "HCP176", Warning, "keepalived runs its script with script security on and a named user.",
        "keepalived -t answers 5 or 6, so a real mistake looks the same; and whoever can write to the script's folder runs programs as root.",
        UseFast, "acassen/keepalived#901"),
    "the script is configured without enable_script_security and script_user.");
