using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP137.</summary>
internal sealed class AuthPassCharacters() : TopologyRule(new(
    "HCP137", Error, "The VRRP password holds only characters that keepalived takes as they are.",
    "keepalived ends a word at a blank, starts a comment at # and !, and gives quotes, braces, $ and \\ meanings of their own: nodes "
        + "could end up with another password, or none.",
    "Use letters, digits and . _ - + = / : , only.",
    "https://www.keepalived.org/manpage.html"))
{
    private const string SafePunctuation = "._-+=/:,";

    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        if (topology.LoadBalancer.AuthPass?.Reveal().Any(c => !char.IsAsciiLetterOrDigit(c) && !SafePunctuation.Contains(c)) == true)
        {
            yield return Found("authPass holds a character that keepalived could read as something else.", "loadBalancer.authPass");
        }
    }
}
