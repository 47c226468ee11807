using System.Diagnostics;
using System.Text;
using HaControlPlane.Scripts;

namespace HaControlPlane.Tests.Scripts;

/// <summary>A program that does not answer is ended within its limit, with all that it started, in every shell.</summary>
public sealed class LimitScriptTests
{
    /// <summary>busybox's programs in place of coreutils' and util-linux': its timeout ends one process, and no group.</summary>
    private const string WithBusybox = """
        b=$(mktemp -d)
        for p in timeout setsid; do printf '#!/bin/sh\nexec /bin/busybox %s "$@"\n' "$p" >"$b/$p"; done
        chmod +x "$b/timeout" "$b/setsid"
        PATH=$b:$PATH
        """;

    public static TheoryData<string> Shells => Shell.Installed();

    [Theory]
    [MemberData(nameof(Shells))]
    public void What_answers_is_heard_with_its_code(string shell) =>
        Assert.Equal("3 <out err>\n", Run(shell, "ask_within 10 sh -c 'printf \"out \"; printf err >&2; exit 3'; echo \"$? <$limits_said>\""));

    [Theory]
    [MemberData(nameof(Shells))]
    public void It_reads_nothing_of_the_script(string shell) => Assert.Equal("0 <>\n", Run(shell, "ask_within 10 cat; echo \"$? <$limits_said>\""));

    [Theory]
    [MemberData(nameof(Shells))]
    public void What_hangs_is_ended_with_what_it_started(string shell) => Assert.Equal("124 <begun>\n", RunHanging(shell, ""));

    [Theory]
    [MemberData(nameof(Shells))]
    public void What_hangs_is_ended_by_busybox_too(string shell)
    {
        if (File.Exists("/bin/busybox"))
        {
            Assert.Equal("124 <begun>\n", RunHanging(shell, WithBusybox));
        }
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public void The_caller_is_told_what_did_not_answer(string shell) =>
        Assert.Equal("@unanswered 1 x736c656570203230\n124\n", Run(shell, "ask_or_say 1 sleep 20; echo $?"));

    [Theory]
    [MemberData(nameof(Shells))]
    public void Without_a_timeout_on_the_node_it_is_asked_all_the_same(string shell) =>
        Assert.Equal("0 <yes>\n", Run(shell, "have() { [ \"$1\" != timeout ]; }; ask_within 10 echo yes; echo \"$? <$limits_said>\""));

    /// <summary>A wrapper that does not end at SIGTERM, with a child beside it.</summary>
    private static string RunHanging(string shell, string begin)
    {
        var mark = $"1{Random.Shared.Next(100_000, 999_999)}";
        var said = Run(shell, $"{begin}\nask_within 1 sh -c 'trap \"\" TERM; printf begun; sleep {mark} & sleep {mark}; sleep {mark}'; echo \"$? <$limits_said>\"");
        var left = Process.GetProcessesByName("sleep").Count(p => CommandLine(p.Id).Contains(mark, StringComparison.Ordinal));
        Assert.Equal(0, left);
        return said;
    }

    private static string CommandLine(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline");
        }
        catch (IOException)
        {
            return string.Empty;
        }
    }

    private static string Run(string shell, string calls)
    {
        var (_, output, error) = Shell.Called(shell).Run($$"""
            {{Encoding.UTF8.GetString(ShellLibrary.HeadFor(["ask_within", "ask_or_say"]))}}
            {{calls}}
            """);
        Assert.DoesNotContain("not found", error, StringComparison.Ordinal);
        return Encoding.UTF8.GetString(output);
    }
}
