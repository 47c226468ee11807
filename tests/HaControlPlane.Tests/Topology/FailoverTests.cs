using System.Net;
using HaControlPlane.Rendering;
using HaControlPlane.Topology;
using HaControlPlane.Topology.Failover;

namespace HaControlPlane.Tests.Topology;

public sealed class FailoverTests
{
    [Fact]
    public void Priorities_101_100_99_with_weight_2_keep_the_address_on_a_dead_node()
    {
        var model = new FailoverModel(Nodes(LoadBalancerProfile.Kubeadm, 101, 100, 99));

        var defect = Assert.Single(model.Defects());
        Assert.Equal(["n1", "n2"], defect.Failed);
        Assert.Equal("n1", defect.Holder);
        Assert.Equal(["n1", "n3"], defect.Tied);
        Assert.Equal(FailoverVerdict.TieWithFailed, defect.Verdict);
        Assert.Equal("n2", model.After("n1").Holder);
    }

    [Fact]
    public void Priorities_101_100_100_always_leave_a_healthy_holder()
    {
        var model = new FailoverModel(Nodes(LoadBalancerProfile.Kubeadm, 101, 100, 100));

        Assert.Empty(model.Defects());
        Assert.Equal(FailoverVerdict.HealthyTie, model.After("n1").Verdict);
        Assert.Equal("n3", model.After("n1").Holder);
        Assert.Equal("n3", model.After("n1", "n2").Holder);
        Assert.Equal("n1", model.After().Holder);
        Assert.Equal(FailoverVerdict.NoneHealthy, model.After("n1", "n2", "n3").Verdict);
        Assert.Equal("n1", model.After("n1", "n2", "n3").Holder);
    }

    [Fact]
    public void Distances_larger_than_the_weight_never_move_the_address()
    {
        var defects = new FailoverModel(Nodes(LoadBalancerProfile.Classic, 150, 100, 50)).Defects();

        Assert.Equal(["n1"], Assert.Single(defects).Failed);
        Assert.Equal(FailoverVerdict.FailedHolder, defects[0].Verdict);
    }

    /// <summary>
    /// A failed check of fast is a dead haproxy. When it is dead everywhere nobody could serve, whoever held the address. API servers
    /// that are ill together fail no check: the script says no only where another node's haproxy reaches one (ApiserverCheckTests).
    /// </summary>
    [Fact]
    public void Fast_never_leaves_the_address_on_a_node_without_haproxy()
    {
        var model = new FailoverModel(Nodes(LoadBalancerProfile.Fast, 150, 100, 50));

        Assert.Equal(8, model.Outcomes().Count());
        Assert.Empty(model.Defects());
        Assert.Null(model.After("n1", "n2", "n3").Holder);
    }

    [Fact]
    public void Many_nodes_are_proven_as_well()
    {
        int[] priorities = [.. Enumerable.Range(0, 40).Select(i => i == 39 ? 98 : 100)];
        var defects = new FailoverModel(Nodes(LoadBalancerProfile.Kubeadm, priorities)).Defects();

        Assert.Equal(39, Assert.Single(defects).Failed.Count);
        Assert.Empty(new FailoverModel(Nodes(LoadBalancerProfile.Kubeadm, [.. priorities.Select(_ => 100)])).Defects());
    }

    [Fact]
    public void The_quick_proof_agrees_with_trying_every_subset()
    {
        var random = new Random(4);
        for (var i = 0; i < 200; i++)
        {
            int[] priorities = [.. Enumerable.Range(0, 4).Select(_ => random.Next(97, 103))];
            var model = new FailoverModel(Nodes(LoadBalancerProfile.Kubeadm, priorities));
            Assert.Equal(model.Outcomes().Any(o => o.IsDefect), model.Defects().Count > 0);
        }
    }

    [Fact]
    public void Estimates_are_the_sums_of_the_profiles_numbers()
    {
        Assert.Equal(
            [
                "HolderLost 3809 True", "BalancerKilled 33809 True", "BalancerHung 35809 True", "KeepalivedStopped 809 True", "KeepalivedKilled 3809 True",
                "ApiserverKilled 6200 False", "ApiserverFailing  False", "ApiserverHung  False", "ApiserverUnreachable 18200 False", "AllApiserversReturn 4200 False",
            ],
            Estimates(LoadBalancerProfile.Classic, RunAs.StaticPod));
        Assert.Equal(
            [
                "HolderLost 365 True", "BalancerKilled 415 True", "BalancerHung 4415 True", "BalancerHungStarved 20215 True", "KeepalivedStopped 215 True", "KeepalivedKilled 365 True",
                "ApiserverKilled 700 False", "ApiserverFailing 700 False", "ApiserverHung 1500 False", "ApiserverUnreachable 500 False", "AllApiserversReturn 200 False",
            ],
            Estimates(LoadBalancerProfile.Fast, RunAs.Service));
        Assert.Empty(FailoverEstimate.For(Nodes(LoadBalancerProfile.Fast, 100)));
    }

    [Fact]
    public void A_forecast_says_who_holds_the_address_without_each_set_of_nodes()
    {
        var forecast = FailoverForecast.For(Nodes(LoadBalancerProfile.Fast, 150, 100, 50));

        Assert.Equal(
            [" n1", "n1 n2", "n2 n1", "n3 n1", "n1+n2 n3", "n1+n3 n2", "n2+n3 n1"],
            forecast.Successions.Select(o => $"{string.Join('+', o.Failed)} {o.Holder}"));
        Assert.Equal(7, FailoverForecast.For(Nodes(LoadBalancerProfile.Fast, 150, 140, 130, 120, 110, 100)).Successions.Count);
        Assert.True(forecast.HolderStays);
        Assert.False(FailoverForecast.For(Nodes(LoadBalancerProfile.Classic, 150, 100, 50)).HolderStays);
        Assert.Empty(FailoverForecast.For(Nodes(LoadBalancerProfile.Fast, 100)).Successions);
    }

    [Fact]
    public void The_models_numbers_are_the_rendered_ones()
    {
        var model = CheckTimings.For(Nodes(LoadBalancerProfile.Fast, 100));

        Assert.Equal(FastProfile.CheckInterval, model.BackendInterval);
        Assert.Equal(FastProfile.CheckAgain, model.BackendFastInterval);
        Assert.Equal(FastProfile.CheckTimeout, model.BackendTimeout);
        Assert.Equal(FastProfile.Connect, model.Connect);
        Assert.Equal(FastProfile.AliveInterval, model.ScriptInterval);
        Assert.Equal(FastProfile.AnswerLimit, model.ScriptTimeout);
        Assert.Equal(FastProfile.RunLimit, model.ScriptLimit);
        Assert.Equal(FastProfile.Kept, model.KeptAnswer);
        Assert.True(model.HeldCheckGap >= model.ScriptInterval - FastProfile.Hold, "The pause between two held checks is longer than the model says.");
    }

    [Theory]
    [InlineData(LoadBalancerProfile.Fast, RunAs.Service, "two nodes have the VIP until systemd starts keepalived again, 0.1 s later; without systemd until an administrator does")]
    [InlineData(LoadBalancerProfile.Fast, RunAs.StaticPod, "two nodes have the VIP until the kubelet starts keepalived again, after its back-off")]
    [InlineData(LoadBalancerProfile.Kubeadm, RunAs.Service, "two nodes have the VIP until an administrator starts keepalived again; the distribution's unit may not")]
    public void A_killed_keepalived_says_what_starts_it_again(LoadBalancerProfile profile, RunAs runAs, string note)
    {
        var topology = Nodes(profile, 150, 100, 50);
        topology = topology with { LoadBalancer = topology.LoadBalancer with { RunAs = runAs } };

        var estimate = Assert.Single(FailoverEstimate.For(topology), e => e.Note is not null);
        Assert.Equal(FailureClass.KeepalivedKilled, estimate.Failure);
        Assert.Equal(note, estimate.Note);
    }

    [Theory]
    [InlineData(10, "0.01")]
    [InlineData(100, "0.1")]
    [InlineData(250, "0.25")]
    [InlineData(1000, "1")]
    public void A_declared_advert_interval_is_rendered_and_counted(int milliseconds, string rendered)
    {
        var topology = Nodes(LoadBalancerProfile.Fast, 150, 100, 50);
        topology = topology with { LoadBalancer = topology.LoadBalancer with { AdvertIntervalMs = milliseconds, Interface = "eth1" } };

        var file = NodeFiles.Render(topology, topology.Nodes[0]).First(f => f.Role == NodeFileRole.KeepalivedConfig);
        Assert.Contains($"    advert_int {rendered}\n", file.Content, StringComparison.Ordinal);
        // Three adverts, (256 - 100) / 256 of one, and the margin.
        Assert.Equal((milliseconds * (3 + (156 / 256.0))) + 200, FailoverEstimate.For(topology).First(e => e.Failure == FailureClass.HolderLost).WorstCase!.Value.TotalMilliseconds, 1.0);
    }

    private static string[] Estimates(LoadBalancerProfile profile, RunAs runAs)
    {
        var topology = Nodes(profile, null, null, null);
        topology = topology with { LoadBalancer = topology.LoadBalancer with { RunAs = runAs } };
        return [.. FailoverEstimate.For(topology).Select(e => $"{e.Failure} {e.WorstCase?.TotalMilliseconds:0} {e.Moves}")];
    }

    private static ControlPlaneTopology Nodes(LoadBalancerProfile profile, params int?[] priorities) => new()
    {
        Name = "test",
        Endpoint = new ControlPlaneEndpoint { VirtualIPs = [IPAddress.Parse("10.0.0.100")], Port = 8443 },
        LoadBalancer = new LoadBalancerSpec { Profile = profile },
        Nodes = [.. priorities.Select((p, i) => new ControlPlaneNode { Name = $"n{i + 1}", Address = new IPAddress([10, 0, 0, (byte)(i + 1)]), Priority = p })],
    };

    private static ControlPlaneTopology Nodes(LoadBalancerProfile profile, params int[] priorities) =>
        Nodes(profile, [.. priorities.Select(p => (int?)p)]);
}
