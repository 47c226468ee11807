using System.Text;
using HaControlPlane.Scripts;

namespace HaControlPlane.Tests.Scripts;

/// <summary>The node's part of a drill, in every shell: what it was told is never run, one lock for all, and what was stopped goes on.</summary>
public sealed class DrillScriptTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("drill-").FullName;

    public static TheoryData<string> Shells => Shell.Installed();

    [Theory]
    [MemberData(nameof(Shells))]
    public void What_it_is_told_is_text_and_never_a_command(string shell)
    {
        var pwned = Path.Combine(folder, "pwned");
        var said = Run(shell, $$"""
            signal() { :; }
            hacp_library=$hacp_library'
            drill=$drill_here
            state=$state_here
            link_down() { printf "%s|%s|%s|%s" "$seconds" "$drill_tenths" "$drill_interface" "$drill_vips" >"$drill/got"; }
            link_up() { :; }
            ip() { :; }
            nap() { :; }'
            drill_arm "o'brien'; touch {{pwned}}; '@host \$(touch {{pwned}})" link-down 0 7 "eth0'; touch {{pwned}}; '" - 10.0.0.100 fd00::1
            for _ in 1 2 3 4 5 6 7 8 9 10; do [ -s "$drill/undone" ] || nap; done
            cat "$drill/got" "$drill/id"
            ls "$state" 2>/dev/null
            rm -rf "$drill"
            """);

        Assert.False(File.Exists(pwned), said);
        Assert.Contains($"0|7|eth0'; touch {pwned}; '| 10.0.0.100 fd00::1  o'brien", said, StringComparison.Ordinal);
        Assert.EndsWith($"$(touch {pwned})\n", said, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public void It_is_not_armed_before_its_process_is_known_or_when_none_comes(string shell)
    {
        var said = Run(shell, """
            outlive() { :; }
            nap() { :; }
            (drill_arm id haproxy-kill 1 1 eth0 - 10.0.0.100)
            ls "$drill" "$state/lock" 2>/dev/null
            """);

        Assert.StartsWith("@error drill-unfit ", said, StringComparison.Ordinal);
        Assert.EndsWith("@end 1\n", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mkdir -p $state/lock; echo $$ >$state/lock/pid; echo 'anna@laptop, process 7' >$state/lock/holder", "change-at-work", "anna@laptop, process 7")]
    [InlineData("mkdir -p $state/lock; echo $$ >$state/lock/pid; echo 'drill: anna@laptop drain' >$state/lock/holder", "drill-running", "anna@laptop drain")]
    [InlineData("mkdir -p $state/tx/t1; touch $state/tx/t1/journal", "change-at-work", "the transaction t1 was never finished")]
    public void It_is_refused_while_something_changes(string before, string kind, string holder)
    {
        var said = Run("sh", $"{before}\n(drill_arm id haproxy-kill 1 1 eth0 - 10.0.0.100)\nls \"$drill\" 2>/dev/null");

        Assert.Equal($"@error {kind} x{Convert.ToHexStringLower(Encoding.UTF8.GetBytes(holder))}\n@end 1\n", said);
    }

    [Fact]
    public void A_rollout_is_refused_while_a_drill_is_at_work_and_not_when_it_ended()
    {
        var said = Run("sh", """
            drill_lock 'anna@laptop freeze'
            take_lock tx9 someone no || cat "$state/lock/holder"
            mkdir "$drill"
            drill_fault=none
            drill_take_back
            mkdir -p "$state"
            take_lock tx9 someone no && cat "$state/lock/holder"
            """);

        Assert.Equal("drill: anna@laptop freeze\nsomeone\n", said);
    }

    [Theory]
    [InlineData("drain", "CONT keepalived\nserve keepalived\n")]
    [InlineData("keepalived-kill", "CONT keepalived\nserve keepalived\n")]
    [InlineData("freeze", "CONT kube-apiserver haproxy keepalived kube-vip\n")]
    public void Whoever_was_stopped_goes_on_also_when_it_is_called_off(string fault, string done) => Assert.Equal(done, Run("sh", $$"""
        mkdir "$drill"
        drill_vips=' 10.0.0.100 '
        drill_interface=eth0
        signal() { echo "$*"; }
        serve_again() { echo "serve $1"; }
        drill_fault={{fault}}
        drill_take_back
        """));

    [Theory]
    [InlineData("10.0.0.1 fd00::1", "ip 10.0.0.9 10.0.0.1\nip6 fd00::9 fd00::1\n")]
    [InlineData("fd00::1 10.0.0.1", "ip 10.0.0.9 10.0.0.1\nip6 fd00::9 fd00::1\n")]
    [InlineData("10.0.0.1", "ip 10.0.0.9 10.0.0.1\n")]
    [InlineData("fd00::1", "ip6 fd00::9 fd00::1\n")]
    public void What_is_in_flight_goes_back_in_its_own_family(string relay, string rules) => Assert.Equal(rules, Run("sh", $$"""
        nft() { if [ "$1" = -f ]; then sed 's/^table \(ip6*\) .* daddr \([^ ]*\) .* dup to \([^ ]*\) device "eth0" drop;.*/\1 \2 \3/'; fi; }
        drill_vips=' 10.0.0.9 fd00::9 '
        drill_interface=eth0
        drill_relay='{{relay}}'
        relay
        """));

    [Fact]
    public void Haproxy_is_asked_what_it_runs_on_where_there_is_no_curl()
    {
        var said = Run("sh", """
            dump_keepalived() { :; }
            have() { [ "$1" = busybox ]; }
            timeout() { printf '# pxname,svname\napiservers,n1,0\n'; }
            node_running http://127.0.0.1:8404/stats
            """);

        Assert.Equal($"@haproxy x{Convert.ToHexStringLower("apiservers n1"u8)}\n", said);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Runs lines after what they call of the library, with its folders here, and nothing of this machine to break.</summary>
    private string Run(string shell, string lines)
    {
        var program = Shell.Called(shell);
        var (_, output, error) = program.Run($$"""
            {{Encoding.UTF8.GetString(ShellLibrary.HeadFor([lines]))}}
            drill_here={{folder}}/run
            state_here={{folder}}/state
            drill=$drill_here
            state=$state_here
            export drill_here state_here
            need_root() { :; }
            pids_of() { echo 1; }
            service_active() { return 1; }
            ip() { :; }
            outlive() { {{program.Program}} {{string.Join(' ', program.Arguments)}} -c "$2" >/dev/null 2>&1 & }
            {{lines}}
            """);
        Assert.Equal("", error);
        return Encoding.UTF8.GetString(output);
    }
}
