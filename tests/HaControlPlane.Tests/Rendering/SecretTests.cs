using HaControlPlane.Rendering;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Rendering;

/// <summary>The VRRP password is in one file only, which only root may read and whose screen text hides it.</summary>
public sealed class SecretTests
{
    private const string Password = "s3cr3t77";

    [Theory]
    [InlineData(LoadBalancerProfile.Classic)]
    [InlineData(LoadBalancerProfile.Kubeadm)]
    public void Only_keepalived_conf_knows_the_password(LoadBalancerProfile profile)
    {
        var topology = Samples.Topology(profile, RunAs.StaticPod);
        topology = topology with { LoadBalancer = topology.LoadBalancer with { AuthPass = new Secret(Password) } };

        var knowing = NodeFiles.Render(topology, topology.Nodes[0]).Where(f => f.Content.Contains(Password, StringComparison.Ordinal));

        var file = Assert.Single(knowing);
        Assert.Equal(NodeFileRole.KeepalivedConfig, file.Role);
        Assert.Equal("0600", file.Mode);
        Assert.DoesNotContain(Password, file.DisplayContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_fast_profile_writes_no_password_even_when_one_is_declared()
    {
        var topology = Samples.Topology(LoadBalancerProfile.Fast, RunAs.StaticPod);
        topology = topology with { LoadBalancer = topology.LoadBalancer with { AuthPass = new Secret(Password) } };

        Assert.All(NodeFiles.RenderAll(topology), f => Assert.DoesNotContain(Password, f.Content, StringComparison.Ordinal));
    }

    [Fact]
    public void Everything_else_may_be_read_and_only_the_check_is_executable()
    {
        var files = NodeFiles.RenderAll(Samples.Topology(LoadBalancerProfile.Fast, RunAs.StaticPod));

        Assert.All(files, f => Assert.Equal(f.Role == NodeFileRole.ApiserverCheck ? "0755" : "0644", f.Mode));
    }
}
