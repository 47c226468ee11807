namespace HaControlPlane.Topology.Failover;

/// <summary>Who ends up with the virtual IP after some nodes' checks failed.</summary>
public enum FailoverVerdict
{
    /// <summary>One healthy node, whose priority no other reaches.</summary>
    HealthyHolder,

    /// <summary>Several healthy nodes with the same priority. The holder of the moment keeps it, else the higher address wins: harmless.</summary>
    HealthyTie,

    /// <summary>A failed and a healthy node come to the same priority: the failed one keeps the VIP when it had it.</summary>
    TieWithFailed,

    /// <summary>A failed node still has the highest priority, although a healthy one exists.</summary>
    FailedHolder,

    /// <summary>Every check failed. With weights the VIP stays somewhere; without, it is nowhere.</summary>
    NoneHealthy,
}
