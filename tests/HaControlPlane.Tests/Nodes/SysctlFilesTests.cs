using HaControlPlane.Nodes;

namespace HaControlPlane.Tests.Nodes;

/// <summary>Which line of which file sets a kernel setting at boot.</summary>
public sealed class SysctlFilesTests
{
    private static readonly KeyValuePair<string, string>[] Files =
    [
        new("/etc/sysctl.d/10-a.conf", "# net.ipv4.ip_forward = 7\nnet.ipv4.ip_forward=1\nnet.ipv4.conf.*.rp_filter = 2\n"),
        new("/etc/sysctl.d/60-masked.conf", ""),
        new("/run/sysctl.d/20-b.conf", "  -net/ipv4/ip_forward = 0 \n"),
        new("/usr/lib/sysctl.d/60-masked.conf", "net.ipv4.ip_forward = 6\n"),
        new("/usr/lib/sysctl.d/50-default.conf", "net.ipv4.conf.eth0/100.rp_filter = 1\n-net.ipv4.conf.all.rp_filter\n"),
        new("/etc/sysctl.conf", "net.ipv4.ip_forward = 9\n"),
    ];

    [Fact]
    public void Files_are_read_by_name_and_the_last_line_wins()
    {
        var setters = SysctlFiles.Setters("net.ipv4.ip_forward", Files, systemd: true);
        Assert.Equal(["/etc/sysctl.d/10-a.conf:2=1", "/run/sysctl.d/20-b.conf:1=0!"], setters.Select(s => $"{s}={s.Value}{(s.Wins ? "!" : "")}"));
    }

    [Fact]
    public void Without_systemd_sysctl_conf_is_the_last_of_all() =>
        Assert.Equal("/etc/sysctl.conf:1", SysctlFiles.Setters("net/ipv4/ip_forward", Files, systemd: false).Single(s => s.Wins).ToString());

    [Theory]
    [InlineData("net.ipv4.conf.eth1.rp_filter", "/etc/sysctl.d/10-a.conf:3")]
    [InlineData("net/ipv4/conf/eth0.100/rp_filter", "/usr/lib/sysctl.d/50-default.conf:1")]
    [InlineData("net.ipv4.conf.all.rp_filter", null)]
    [InlineData("net.ipv4.conf.eth1.x.rp_filter", null)]
    [InlineData("net.ipv4.conf", null)]
    public void A_line_that_names_the_key_wins_over_a_pattern_and_a_minus_takes_it_out(string key, string? winner) =>
        Assert.Equal(winner, SysctlFiles.Setters(key, Files, systemd: true).FirstOrDefault(s => s.Wins)?.ToString());
}
