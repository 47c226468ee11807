using HaControlPlane.Nodes;

namespace HaControlPlane.Tests.Nodes;

/// <summary>The kubelet's settings are merged as the kubelet merges them.</summary>
public sealed class KubeletSettingsTests
{
    private const string Main = "/var/lib/kubelet/config.yaml";

    [Theory]
    [InlineData("kind: KubeletConfiguration", "staticPodPath: /a", "/a", "/d/1.conf")]
    [InlineData("staticPodPath: /a", "staticPodPath: '/b' # elsewhere", "/b", "/d/1.conf")]
    [InlineData("staticPodPath: /a", "kind: KubeletConfiguration", "/a", Main)]
    [InlineData("staticPodPath: \"/a\"", "", "/a", Main)]
    [InlineData("{ staticPodPath: /a }", "# nothing", "/a", Main)]
    [InlineData("staticPodPath: /a", "evictionHard: { staticPodPath: /inner }", "/a", Main)]
    [InlineData("staticPodPath: /a", "staticPodPath: null", null, null)]
    [InlineData("staticPodPath: /a", "staticPodPath:", null, null)]
    [InlineData("staticPodPath: /a", "staticPodPath: ~", null, null)]
    public void A_drop_in_has_the_last_word(string configuration, string dropIn, string? value, string? source)
    {
        var setting = KubeletSettings.Merge((Main, configuration), [("/d/1.conf", dropIn)])["staticPodPath"];

        Assert.Equal((value, source), (setting?.Value, setting?.Source));
    }

    [Fact]
    public void They_are_read_in_the_order_of_the_kubelets_walk()
    {
        string[] walk = ["/d/10.conf", "/d/20.conf", "/d/30/z.conf", "/d/30.conf", "/d/9.conf"];
        for (var n = 1; n <= walk.Length; n++)
        {
            var files = walk[..n].Reverse().Select(p => (p, $"staticPodPath: {p}"));

            Assert.Equal(walk[n - 1], KubeletSettings.Merge(null, files)["staticPodPath"]?.Value);
        }
    }

    [Theory]
    [InlineData("staticPodPath: [", "line ")]
    [InlineData("- a list", "it is no mapping")]
    public void A_file_that_the_kubelet_cannot_read_is_named_and_the_others_count(string broken, string why)
    {
        var merged = KubeletSettings.Merge((Main, "staticPodPath: /a"), [("/d/1.conf", broken), ("/d/2.conf", "staticPodPath: /b")]);

        Assert.Equal("/b", merged["staticPodPath"]?.Value);
        var flaw = Assert.Single(merged.Unreadable);
        Assert.Equal("/d/1.conf", flaw.Source);
        Assert.StartsWith(why, flaw.Value, StringComparison.Ordinal);
    }
}
