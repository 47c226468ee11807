namespace HaControlPlane.Topology.Rules;

/// <summary>A defect of upstream's text that the text profiles reproduce on purpose, and say so.</summary>
/// <param name="info">The rule's card; its title is what upstream's text should do.</param>
/// <param name="what">What it does instead.</param>
internal abstract class TextProfileRule(RuleInfo info, string what) : TopologyRule(info)
{
    /// <summary>What to do about every one of them.</summary>
    protected const string UseFast = "Use profile fast.";

    /// <inheritdoc/>
    public sealed override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        if (topology.UsesTextProfile() && Applies(topology))
        {
            var profile = TopologyWords.Profiles.WordOf(topology.LoadBalancer.Profile);
            yield return Found($"Profile {profile}: {what}", "loadBalancer.profile");
        }
    }

    /// <summary>Whether the text that this topology gets has the defect. Default: both profiles have it.</summary>
    protected virtual bool Applies(ControlPlaneTopology topology) => true;

    /// <summary>True for the older text.</summary>
    protected static bool IsClassic(ControlPlaneTopology topology) => topology.LoadBalancer.Profile == LoadBalancerProfile.Classic;
}
