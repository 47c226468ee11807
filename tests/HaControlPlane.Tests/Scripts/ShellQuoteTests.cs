using System.Text;
using HaControlPlane.Scripts;

namespace HaControlPlane.Tests.Scripts;

/// <summary>Whatever a path or value may hold survives every shell: as a word, and inside a script on its way to a node.</summary>
public sealed class ShellQuoteTests
{
    public static TheoryData<string> Shells => Shell.Installed();

    [Theory]
    [MemberData(nameof(Shells))]
    public void Any_text_is_one_word_and_comes_back_unchanged(string shell)
    {
        var texts = RandomTexts(seed: 1, count: 300).ToArray();
        var command = string.Concat(texts.Select(t => $"printf '%s\\0' {ShellQuote.Word(t)};"));

        var (code, output, error) = Shell.Called(shell).Run(command);

        Assert.Equal("", error);
        Assert.Equal(0, code);
        Assert.Equal(texts, Encoding.UTF8.GetString(output).Split('\0')[..^1]);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public void Any_text_survives_the_way_to_a_node(string shell)
    {
        var texts = RandomTexts(seed: 2, count: 200).ToArray();
        var script = new NodeScript("echo", texts.Select(t => $"say echo \"$(text {ShellQuote.Word(t)})\""));

        var records = Run(shell, script, password: null);

        Assert.Equal(texts, records.Where(r => r.Kind == "echo").Select(r => r[0]));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public void A_password_line_that_nobody_asked_for_is_no_part_of_the_script(string shell)
    {
        var records = Run(shell, new NodeScript("echo", "say echo \"$(text \"$(env | grep -c hunter2)\")\""), password: "hunter2; touch /tmp/never");

        Assert.Equal("0", records.Single(r => r.Kind == "echo")[0]);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public void A_script_that_did_not_arrive_whole_does_nothing(string shell)
    {
        var script = new NodeScript("echo", "say echo reached");
        var whole = script.Input(null);
        for (var length = 0; length < whole.Length; length += Math.Max(1, whole.Length / 40))
        {
            var (code, output, _) = RunCommand(shell, script, whole[..length]);

            Assert.Equal(97, code);
            Assert.DoesNotContain("reached", Encoding.UTF8.GetString(output), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_command_line_holds_nothing_of_the_script()
    {
        var script = new NodeScript("secret", $"tx_file 1 x /etc/x {ShellQuote.Word("auth_pass hunter2")}");

        Assert.DoesNotContain("hunter2", script.Command, StringComparison.Ordinal);
        Assert.DoesNotContain("auth_pass", script.Command, StringComparison.Ordinal);
    }

    [Fact]
    public void A_NUL_is_refused_because_no_shell_can_hold_it() =>
        Assert.Throws<ArgumentException>(() => ShellQuote.Word("a\0b"));

    private static IReadOnlyList<ScriptRecord> Run(string shell, NodeScript script, string? password)
    {
        var (code, output, error) = RunCommand(shell, script, script.Input(password));
        Assert.Equal("", error);
        Assert.Equal(0, code);
        return ScriptRecord.ParseAll(Encoding.UTF8.GetString(output));
    }

    /// <summary>The login shell and the script's own shell are both the one under test.</summary>
    private static (int ExitCode, byte[] Output, string Error) RunCommand(string shell, NodeScript script, byte[] input)
    {
        var tested = Shell.Called(shell);
        var command = script.Command.Replace("/bin/sh", string.Join(' ', [tested.Program, .. tested.Arguments]), StringComparison.Ordinal);
        return tested.Run(command, input);
    }

    /// <summary>Every ASCII character but NUL, shell syntax, line ends, and characters of two to four bytes.</summary>
    private static IEnumerable<string> RandomTexts(int seed, int count)
    {
        var random = new Random(seed);
        string[] pieces = ["'", "''", "\\", "\\'", "\"", "$", "$(id)", "`id`", "!", "!!", "\n", "\r\n", "\t", " ", "*", "?", "[", "~", "#", ";", "&", "|", "<", ">", "(", "%", "%s", "\\n", "\\0", "-", "--", "\u0001", "\u007f", "\u001b", "é", "漢", "\U0001F600", "\u0085", "\u2028"];
        yield return "";
        yield return string.Concat(Enumerable.Range(1, 127).Select(i => (char)i));
        for (var i = 0; i < count; i++)
        {
            yield return string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ =>
                random.Next(2) == 0 ? pieces[random.Next(pieces.Length)] : ((char)random.Next(1, 128)).ToString()));
        }
    }
}
