using HaControlPlane.Rendering;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Rendering;

/// <summary>The file of a topology's kernel settings.</summary>
public sealed class SysctlDropInTests
{
    [Theory]
    [InlineData("ipv4", "net.core.somaxconn = 4096\nnet.ipv4.ip_nonlocal_bind = 1\n")]
    [InlineData("ipv6", "net.core.somaxconn = 4096\nnet.ipv4.ip_nonlocal_bind = 1\nnet.ipv6.ip_nonlocal_bind = 1\n")]
    public void Settings_stand_by_key_and_nonlocal_bind_has_its_twin_where_a_VIP_is_IPv6(string family, string settings)
    {
        var file = Assert.Single(Render(family, ("net.ipv4.ip_nonlocal_bind", "1"), ("net.core.somaxconn", "4096")));

        Assert.Equal("/etc/sysctl.d/99-zz-hacontrolplane.conf", file.Path);
        Assert.EndsWith("by HaControlPlane.\n" + settings, file.Content, StringComparison.Ordinal);
    }

    [Fact]
    public void A_switch_that_sets_others_comes_before_them() => Assert.EndsWith(
        "net.ipv4.ip_forward = 1\nnet.ipv6.conf.all.forwarding = 1\nnet.ipv4.conf.all.accept_redirects = 1\nnet.ipv4.conf.eth1.forwarding = 0\n",
        Assert.Single(Render("ipv4", ("net.ipv4.conf.eth1.forwarding", "0"), ("net.ipv6.conf.all.forwarding", "1"), ("net.ipv4.conf.all.accept_redirects", "1"), ("net.ipv4.ip_forward", "1"))).Content,
        StringComparison.Ordinal);

    [Fact]
    public void A_twin_that_is_declared_stays_as_it_is() => Assert.Contains(
        "net.ipv6.ip_nonlocal_bind = 0\n",
        Assert.Single(Render("ipv6", ("net.ipv4.ip_nonlocal_bind", "1"), ("net.ipv6.ip_nonlocal_bind", "0"))).Content,
        StringComparison.Ordinal);

    [Fact]
    public void Without_settings_there_is_no_file() => Assert.Empty(Render("ipv4"));

    [Theory]
    [InlineData("kernel.panic", "1\nkernel.core_pattern=|/tmp/x")]
    [InlineData("kernel.panic", "")]
    [InlineData("net.ipv4.conf.*.rp_filter", "1")]
    [InlineData("net/../../etc/passwd", "1")]
    [InlineData("kernel.panic = 1\nkernel", "1")]
    public void What_would_write_more_than_itself_is_refused(string key, string value) =>
        Assert.Equal("HCP193", Assert.Throws<RenderException>(() => Render("ipv4", (key, value))).Finding.Id);

    private static NodeFile[] Render(string family, params (string Key, string Value)[] settings)
    {
        var topology = Samples.Topology(LoadBalancerProfile.Fast, RunAs.Service, family) with { Sysctl = settings.ToDictionary(s => s.Key, s => s.Value) };
        return [.. SysctlDropIn.Render(topology, topology.Nodes[0])];
    }
}
