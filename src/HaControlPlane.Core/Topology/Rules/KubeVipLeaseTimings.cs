using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP148.</summary>
internal sealed class KubeVipLeaseTimings() : TopologyRule(new(
    "HCP148", Warning, "kube-vip's lease outlives a slow etcd.",
    "The address hangs on a lease in etcd. An etcd that elects a leader or waits for its disk answers nothing for seconds, and a holder "
        + "that cannot renew in time gives the address up although its API server is well. An error where the three make no lease at all.",
    "Leave the lease out with v1.1.0 or newer, or set 15, 10 and 2 seconds, Kubernetes' own.",
    "https://kube-vip.io/docs/troubleshooting/arp/"))
{
    /// <summary>The renewal deadline of Kubernetes' own components, in seconds.</summary>
    private const int SafeRenewDeadline = 10;

    /// <summary>client-go waits up to this many times the retry period between two tries (leaderelection.JitterFactor).</summary>
    private const double Jitter = 1.2;

    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        if (topology.KubeVip() is not { } version || topology.LoadBalancer.KubeVip is not { Mode: KubeVipMode.Arp, Lease: var lease })
        {
            yield break;
        }

        var duration = lease.Duration ?? version.DefaultLease.Duration;
        var deadline = lease.RenewDeadline ?? version.DefaultLease.RenewDeadline;
        var retry = lease.RetryPeriod ?? version.DefaultLease.RetryPeriod;
        var path = topology.IsWritten("loadBalancer.kubeVip.lease") ? "loadBalancer.kubeVip.lease" : topology.KubeVipVersionPath();
        if (retry < 1 || deadline <= Jitter * retry || duration <= deadline)
        {
            yield return Found(
                $"A lease of {duration} s, renewed within {deadline} s by a try every {retry} s, is refused when kube-vip starts.",
                path, severity: Error, fix: "Let duration exceed renewDeadline, and renewDeadline exceed retryPeriod by more than a fifth.");
        }
        else if (deadline < SafeRenewDeadline)
        {
            yield return Found($"The holder gives the address up after {deadline} s without etcd.", path);
        }
    }
}
