using System.Text;
using HaControlPlane.Scripts;

namespace HaControlPlane.Tests.Scripts;

/// <summary>Whether a kubelet serves is told from whether it stays, not from the second in which it is looked at.</summary>
public sealed class KubeletScriptTests
{
    public static TheoryData<string> Shells => Shell.Installed();

    [Theory]
    [MemberData(nameof(Shells))]
    public void One_that_has_lived_for_long_runs(string shell) => Assert.Equal("runs\n", Run(shell, "p=$$; sleep 3.2"));

    [Theory]
    [MemberData(nameof(Shells))]
    public void One_that_has_just_started_and_stays_runs(string shell) => Assert.Equal("runs\n", Run(shell, "sleep 20 >/dev/null 2>&1 & p=$!"));

    [Theory]
    [MemberData(nameof(Shells))]
    public void One_that_ends_at_once_as_before_kubeadm_init_does_not(string shell) => Assert.Equal("none\n", Run(shell, "sleep 0.3 >/dev/null 2>&1 & p=$!"));

    [Theory]
    [MemberData(nameof(Shells))]
    public void No_process_is_none(string shell) => Assert.Equal("none\n", Run(shell, "p="));

    private static string Run(string shell, string begin)
    {
        var (_, output, error) = Shell.Called(shell).Run($$"""
            {{Encoding.UTF8.GetString(ShellLibrary.HeadFor(["kubelet_runs"]))}}
            {{begin}}
            pids_of() { [ "$1" != kubelet ] || printf '%s' "$p"; }
            if kubelet_runs; then echo runs; else echo none; fi
            [ "${p:-$$}" = $$ ] || kill "$p" 2>/dev/null || :
            """);
        Assert.Equal("", error);
        return Encoding.UTF8.GetString(output);
    }
}
