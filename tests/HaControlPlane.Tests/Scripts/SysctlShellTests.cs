using HaControlPlane.Scripts;

namespace HaControlPlane.Tests.Scripts;

/// <summary>A kernel setting that reads back in other words is still the one that was written.</summary>
public sealed class SysctlShellTests
{
    private static readonly (string Written, string Read, bool Same)[] Pairs =
    [
        ("1", "1", true),
        ("01", "1", true),
        ("010", "8", true),
        ("0x10", "16", true),
        ("0", "1", false),
        ("0", "-1", false),
        ("4096 65536", "4096 65537", false),
        ("4096 065536", "4096 27486", true),
        ("30000,30001,30002", "30000-30002", true),
        ("30002,30000,30001,8080", "8080,30000-30002", true),
        ("30000-30001,30001-30005", "30000-30005", true),
        ("30000,30002", "30000-30002", false),
        ("18446744073692774399", "18446744073692774399", true),
        ("cubic", "reno", false),
        ("0xzz", "0", false),
        ("|/usr/lib/core %P", "|/usr/lib/core %P", true),
        ("*", "base.sh", false),
    ];

    public static TheoryData<string> Shells => Shell.Installed();

    [Theory]
    [MemberData(nameof(Shells))]
    public void It_is_the_meaning_that_is_compared(string shell)
    {
        var folder = RepositoryRoot.Combine("src", "HaControlPlane.Core", "Scripts");
        var asked = string.Join('\n', Pairs.Select(p => $"if sysctl_same {ShellQuote.Word(p.Written)} {ShellQuote.Word(p.Read)}; then echo same; else echo other; fi"));
        var (_, output, error) = Shell.Called(shell).Run($"cd {ShellQuote.Word(folder)} && . ./base.sh && . ./sysctl.sh\n{asked}");
        Assert.Equal("", error);
        Assert.Equal(
            Pairs.Select(p => $"{p.Written} / {p.Read}: {(p.Same ? "same" : "other")}"),
            Pairs.Zip(System.Text.Encoding.UTF8.GetString(output).TrimEnd('\n').Split('\n'), (p, said) => $"{p.Written} / {p.Read}: {said}"));
    }
}
