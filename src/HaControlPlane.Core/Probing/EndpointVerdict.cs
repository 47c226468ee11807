namespace HaControlPlane.Probing;

/// <summary>The endpoint's health in one word.</summary>
public enum EndpointVerdict
{
    /// <summary>One holder, every node at work, the API answers.</summary>
    Healthy,

    /// <summary>The API answers, but some node could not take over.</summary>
    Degraded,

    /// <summary>More than one node holds the virtual IP.</summary>
    SplitBrain,

    /// <summary>Somebody on the segment sends what is for the virtual IP to another than its holder.</summary>
    StaleNeighbour,

    /// <summary>A node without keepalived still has the virtual IP, so nothing would ever move it.</summary>
    Orphaned,

    /// <summary>The API does not answer through the virtual IP.</summary>
    Down,
}
