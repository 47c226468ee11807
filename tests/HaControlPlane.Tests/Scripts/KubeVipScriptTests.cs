using System.Text;
using HaControlPlane.Plans;
using HaControlPlane.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Scripts;

/// <summary>What kubevip.sh makes of what it finds, under every shell.</summary>
public sealed class KubeVipScriptTests
{
    public static TheoryData<string> Shells => Shell.Installed();

    [Theory]
    [MemberData(nameof(Shells))]
    public void Calico_is_asked_once_and_only_where_it_is_the_network(string shell)
    {
        Assert.Equal("@calico x696e746572666163653d65746831\n", Run(shell, "calico-node interface=eth1", 0));
        Assert.Equal("@calico x\n", Run(shell, "calico-node ", 0));
        Assert.Equal("", Run(shell, "", 0));
        Assert.Equal("", Run(shell, "calico-node interface=eth1", 1));
    }

    /// <summary>kube-vip speaks no VRRP: another cluster's router id is nothing to it, and listening for it would cost 1.1 s.</summary>
    [Theory]
    [MemberData(nameof(Shells))]
    public void Nobody_listens_for_a_router_id_that_is_not_used(string shell)
    {
        var topology = TopologyReader.ReadFile(RepositoryRoot.Combine("examples", "kube-vip.yaml")).Topology!;
        var look = ScriptCompiler.Look(NodeLookRequest.Of(topology, topology.Nodes[0]));
        Assert.EndsWith("\n'node_look' 'eth1' '-' '192.168.20.150'\nsay end 0\n", Encoding.UTF8.GetString(look.Input(null)), StringComparison.Ordinal);
        var (_, output, error) = Shell.Called(shell).Run($"{Encoding.UTF8.GetString(ShellLibrary.HeadFor(["hear_vrrp"]))}\nhear_vrrp eth1 - 192.168.20.150");
        Assert.Equal("@heard no-router\n", Encoding.UTF8.GetString(output));
        Assert.Equal("", error);
    }

    private static string Run(string shell, string answer, int found)
    {
        var (_, output, error) = Shell.Called(shell).Run($$"""
            {{Encoding.UTF8.GetString(ShellLibrary.HeadFor(["facts_calico"]))}}
            ls() { return {{found}}; }
            ask_cluster() { printf '%s' '{{answer}}'; }
            facts_calico
            """);
        Assert.Equal("", error);
        return Encoding.UTF8.GetString(output);
    }
}
