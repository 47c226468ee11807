using System.Net;
using HaControlPlane.Plans;
using HaControlPlane.Rollout;
using HaControlPlane.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Rollout;

/// <summary>What a stage says of routes, and what becomes of it.</summary>
public sealed class RouteChangeTests
{
    private static readonly ControlPlaneNode Node = new() { Name = "master-1", Address = IPAddress.Parse("192.168.20.151") };

    [Theory]
    [InlineData("set", "", "10.0.0.0/8 via 192.0.2.1 dev eth1", FileChangeKind.New)]
    [InlineData("set", "10.0.0.0/8 via 192.0.2.9 dev eth1", "10.0.0.0/8 via 192.0.2.1 dev eth1", FileChangeKind.Changed)]
    [InlineData("set", "10.0.0.0/8 via 192.0.2.1 dev eth1", "10.0.0.0/8 via 192.0.2.1 dev eth1", FileChangeKind.Unchanged)]
    [InlineData("back", "10.0.0.0/8 via 192.0.2.1 dev eth1", "", FileChangeKind.Removed)]
    [InlineData("back", "10.0.0.0/8 via 192.0.2.1 dev eth1", "10.0.0.0/8 via 192.0.2.9 dev eth1", FileChangeKind.Restored)]
    [InlineData("foreign", "", "", FileChangeKind.Unchanged)]
    public void The_kernels_lines_before_and_after_are_a_change_of_its_own(string word, string before, string after, FileChangeKind kind)
    {
        var change = Assert.Single(Read(Record("route", "10.0.0.0/8", word, before, after)).Files);

        Assert.Equal(("route 10.0.0.0/8", kind, true), (change.Path, change.Kind, change.IsRoute));
        Assert.Equal(kind == FileChangeKind.Unchanged, change.Diff.Length == 0);
    }

    [Fact]
    public void A_topologys_route_that_was_to_go_is_named() =>
        Assert.Equal(["10.0.0.0/8"], Read(Record("route", "10.0.0.0/8", "topology", "prod", "")).RoutesOfTopology);

    [Fact]
    public void No_secret_of_a_connection_file_is_in_the_diff()
    {
        const string Before = "[wifi-security]\npsk=hush\nwep-key0=hush\n[802-1x]\npassword=hush\nprivate-key-password=hush\n[gsm]\npin=hush\n[wireguard]\nprivate-key = hush\n[vpn-secrets]\nXauth password=hush\n[ipv4]\nmethod=auto\n";
        var change = Assert.Single(Read(Record("route-file", "/etc/NetworkManager/system-connections/a.nmconnection", "changed", "edited", Before, Before + "route1=10.0.0.0/8,192.0.2.1\n")).Files);
        var gone = Assert.Single(Read(Record("route-file", "/x", "gone", "ours", Before, "")).Files);

        Assert.True(change.EditedSince);
        Assert.Contains("+route1=10.0.0.0/8,192.0.2.1\n", change.Diff, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", change.Diff + gone.Diff, StringComparison.Ordinal);
        Assert.Contains("-method=auto\n", gone.Diff, StringComparison.Ordinal);
    }

    [Fact]
    public void The_files_are_made_when_every_route_is_known()
    {
        var topology = NodePlans.ForRoutes(Node, [new RouteSpec([new(IPAddress.Parse("10.96.0.1"), 12)], IPAddress.Parse("192.0.2.1"), "eth1")]);
        var text = System.Text.Encoding.UTF8.GetString(ScriptCompiler.Stage(topology with { Scope = PlanScope.Topology }, "id", "me", takeOver: false, keep: true).Input(null));

        Assert.Contains("\n'tx_route' '10.96.0.0/12' '192.0.2.1' 'eth1'\n'tx_release' '1'\ntx_routes\n'tx_staged' 'yes'\n", text, StringComparison.Ordinal);
    }

    private static StagedNode Read(params ScriptRecord[] records) => StagedNodeReader.Read(new NodePlan(Node, [], PlanScope.Files), records);

    private static ScriptRecord Record(string kind, params string[] fields) => new(kind, fields);
}
