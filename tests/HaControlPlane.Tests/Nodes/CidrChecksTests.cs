using HaControlPlane.Nodes;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Nodes;

/// <summary>Ranges of a cluster that are set by themselves, held against what kube-apiserver and kube-controller-manager take.</summary>
public sealed class CidrChecksTests
{
    [Theory]
    [InlineData("10.96.0.0/12", "10.244.0.0/16")]
    [InlineData("10.96.0.0/12,fd00:96::/108", "10.244.0.0/16,fd00:244::/56")]
    [InlineData("", "10.244.0.0/24")]
    [InlineData("10.96.0.0/28", "")]
    [InlineData("", "")]
    [InlineData("10.96.0.0/11", "", "HCP167")]
    [InlineData("10.96.0.0/29", "", "HCP167")]
    [InlineData("10.96.0.0/12,fd00:96::/107", "", "HCP167")]
    [InlineData("10.96.0.1/12", "", "HCP150")]
    [InlineData("10.96.0.0/12", "fd00::/56,10.96.0.0/16", "HCP151")]
    [InlineData("10.96.0.0/16,10.97.0.0/16", "", "HCP169")]
    [InlineData("", "fd00:1::/56,fd00:2::/56", "HCP169")]
    [InlineData("10.96.0.0/16,fd00::/108,10.97.0.0/16", "", "HCP169")]
    public void A_range_that_no_component_takes_is_refused_once(string services, string pods, params string[] ids) =>
        Assert.Equal(ids, CidrChecks.Of(Ranges(services), Ranges(pods)).Where(f => f.Severity == FindingSeverity.Error).Select(f => f.Id));

    [Fact]
    public void Parts_of_nodes_that_need_another_mask_are_a_warning() =>
        Assert.Equal(FindingSeverity.Warning, Assert.Single(CidrChecks.Of([], Ranges("10.244.0.0/25"))).Severity);

    private static Cidr[] Ranges(string text) =>
        [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(t => Cidr.TryParse(t, out var range) ? range : throw new ArgumentException(t, nameof(text)))];
}
