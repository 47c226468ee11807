using System.Diagnostics;
using HaControlPlane.Rendering;
using HaControlPlane.Tests.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Rendering;

/// <summary>The check scripts: sound shell everywhere, and the right answer whatever haproxy and the peers say.</summary>
public sealed class ApiserverCheckTests
{
    public static TheoryData<string> Shells => Shell.Installed();

    [Theory]
    [MemberData(nameof(Shells))]
    public void Every_check_parses(string shell)
    {
        foreach (var profile in Enum.GetValues<LoadBalancerProfile>())
        {
            var (code, _, error) = Shell.Called(shell).Run($"set -n\n{Text(profile)}");
            Assert.True(code == 0 && error.Length == 0, error);
        }
    }

    [ProgramFact("shellcheck")]
    public void Our_check_passes_shellcheck()
    {
        var start = new ProcessStartInfo("shellcheck", ["-s", "dash", "-"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        process.StandardInput.Write(Text(LoadBalancerProfile.Fast));
        process.StandardInput.Close();
        Assert.Equal("", process.StandardOutput.ReadToEnd());
    }

    /// <summary>A function stands for curl and answers by URL: haproxy's held request, its other answers, the second peer's balancer.</summary>
    [Theory]
    [InlineData("alive", "200", "", "", 0)]
    [InlineData("alive", "000", "200", "", 0)]
    [InlineData("alive", "", "200", "", 0)]
    [InlineData("alive", "000", "000", "", 1)]
    [InlineData("alive", "", "", "", 1)]
    [InlineData("alive", "404", "", "", 1)]
    [InlineData("ready", "", "200", "500", 0)]
    [InlineData("ready", "", "000", "200", 0)]
    [InlineData("ready", "", "503", "200", 1)]
    [InlineData("ready", "", "503", "401", 1)]
    [InlineData("ready", "", "503", "500", 0)]
    [InlineData("ready", "", "503", "000", 0)]
    [InlineData("", "", "", "", 2)]
    [InlineData("status", "", "", "", 2)]
    public void The_answer_is_right(string question, string hold, string own, string peer, int expected)
    {
        var stub = $$"""
            curl() {
                for url; do :; done
                case $url in
                    http://127.0.0.1:8404/hold) printf '%s' '{{hold}}' ;;
                    http://127.0.0.1:8404/*) printf '%s' '{{own}}' ;;
                    https://192.168.20.153:8443/readyz) printf '%s' '{{peer}}' ;;
                    *) printf 000 ;;
                esac
            }
            """;
        foreach (var shell in Shell.All.Where(s => s.IsInstalled))
        {
            var (code, _, error) = shell.Run($"set -- {question}\n{stub}\n{Text(LoadBalancerProfile.Fast)}");
            Assert.True(code == expected, $"{shell}: {code} {error}");
        }
    }

    /// <summary>A keepalived that has just started would have to wait for as long as haproxy holds the request before it could take the address.</summary>
    [Theory]
    [InlineData("", "000", "200", 0)]
    [InlineData("", "", "000", 1)]
    [InlineData("", "200", "200", 3)]
    [InlineData("", "500", "200", 3)]
    [InlineData("sleep 1.1\n", "000", "200", 3)]
    public void One_who_asks_for_the_first_time_while_nobody_serves_is_answered_at_once(string before, string endpoint, string livez, int expected)
    {
        // The shell is its own parent here: it may be as young as it likes.
        var text = Text(LoadBalancerProfile.Fast).Replace("$PPID", "$$", StringComparison.Ordinal)
            .Replace("ask 3 \"$monitor/hold\"", "exit 3", StringComparison.Ordinal);
        var stub = $$"""
            curl() {
                for url; do :; done
                case $url in https:*) printf '%s' '{{endpoint}}' ;; */livez) printf '%s' '{{livez}}' ;; esac
            }
            """;
        foreach (var shell in Shell.All.Where(s => s.IsInstalled))
        {
            var (code, _, error) = shell.Run($"{before}set -- alive\n{stub}\n{text}");
            Assert.True(code == expected, $"{shell}: {code} {error}");
        }
    }

    private static string Text(LoadBalancerProfile profile)
    {
        var topology = Samples.Topology(profile, RunAs.Service);
        // Nothing of this machine is remembered, and nothing on it.
        return ApiserverCheck.Render(topology, topology.Nodes[0]).Content.Replace("/run/hacontrolplane-check", "/proc/none", StringComparison.Ordinal);
    }
}
