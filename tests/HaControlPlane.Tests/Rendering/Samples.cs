using System.Net;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Rendering;

/// <summary>The topology of the golden files: three masters, the endpoint on 8443.</summary>
internal static class Samples
{
    public const string Password = "42";

    public static ControlPlaneTopology Topology(LoadBalancerProfile profile, RunAs runAs, string family = "ipv4")
    {
        var (address, vips) = family switch
        {
            "ipv6" => ("fd00:20::15", ["fd00:20::150"]),
            "dual" => ("192.168.20.15", ["192.168.20.150", "fd00:20::150"]),
            _ => ("192.168.20.15", new[] { "192.168.20.150" }),
        };
        return new ControlPlaneTopology
        {
            Name = "prod",
            Endpoint = new() { VirtualIPs = [.. vips.Select(IPAddress.Parse)], Port = 8443 },
            LoadBalancer = new()
            {
                Profile = profile,
                RunAs = runAs,
                Interface = "eth1",
                VirtualRouterId = 52,
                AuthPass = profile == LoadBalancerProfile.Fast ? null : new Secret(Password),
            },
            Nodes = [.. Enumerable.Range(1, 3).Select(i => new ControlPlaneNode { Name = $"master-{i}", Address = IPAddress.Parse($"{address}{i}") })],
        };
    }

    /// <summary>Every profile, mode and family that can be rendered.</summary>
    public static TheoryData<LoadBalancerProfile, RunAs, string> All()
    {
        var data = new TheoryData<LoadBalancerProfile, RunAs, string>();
        foreach (var runAs in Enum.GetValues<RunAs>())
        {
            data.Add(LoadBalancerProfile.Classic, runAs, "ipv4");
            data.Add(LoadBalancerProfile.Kubeadm, runAs, "ipv4");
            data.Add(LoadBalancerProfile.Fast, runAs, "ipv4");
            data.Add(LoadBalancerProfile.Fast, runAs, "ipv6");
            data.Add(LoadBalancerProfile.Fast, runAs, "dual");
        }

        return data;
    }
}
