using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP161.</summary>
internal sealed class LogSocketOpenedBefore() : TopologyRule(new(
    "HCP161", Information, "The log's socket takes the new queue length when it is opened anew.",
    "The kernel reads net.unix.max_dgram_qlen when a socket is bound. /dev/log was bound at boot, so haproxy's and keepalived's "
        + "messages go on filling the short queue.",
    "Restart whoever owns /dev/log once on every node: systemctl restart systemd-journald.socket systemd-journald-dev-log.socket "
        + "systemd-journald.service, or rsyslog where it owns it.",
    "haproxy/haproxy#567"))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        if (topology.Sysctl.Keys.FirstOrDefault(k => k.Replace('/', '.') == "net.unix.max_dgram_qlen") is { } key)
        {
            yield return Found($"{key} is set live and for every boot; a socket that is open already keeps its queue.", "sysctl." + key);
        }
    }
}
