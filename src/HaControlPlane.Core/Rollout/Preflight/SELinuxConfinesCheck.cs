using HaControlPlane.Nodes;
using HaControlPlane.Rendering;
using HaControlPlane.Topology;
using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Rollout.Preflight;

/// <summary>HCP276.</summary>
internal sealed class SELinuxConfinesCheck() : NodeRule(new(
    "HCP276", Warning, "SELinux lets keepalived's check script ask haproxy.",
    "A script that keepalived runs stays in keepalived's domain, which may open no connection to haproxy. The check fails on every node, and no node takes the virtual IP.",
    "semanage fcontext -a -t keepalived_unconfined_script_exec_t /etc/keepalived/check_apiserver.sh",
    "https://www.mankier.com/8/keepalived_selinux"))
{
    private const string ScriptType = "keepalived_unconfined_script_exec_t";

    public override IEnumerable<Finding> Check(ControlPlaneTopology topology, IReadOnlyList<NodeLook> nodes) =>
        from look in nodes
        where topology.LoadBalancer.RunAs == RunAs.Service
        let policy = look.Facts.SELinuxPolicy
        where policy is not null && policy.Booleans.TryGetValue("keepalived_connect_any", out var any) && !any
        let type = policy.FileTypes.GetValueOrDefault(NodePaths.ApiserverCheck)
        where type is not null and not ScriptType
        select Found(
            look.Node, $"SELinux gives {NodePaths.ApiserverCheck} the type {Display.Line(type)}, and keepalived_connect_any is off.",
            fix: $"semanage fcontext -a -t {ScriptType} {NodePaths.ApiserverCheck} (apply then labels the script); or setsebool -P keepalived_connect_any on");
}
