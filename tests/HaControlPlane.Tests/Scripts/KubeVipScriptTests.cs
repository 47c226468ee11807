using System.Text;
using HaControlPlane.Scripts;

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
