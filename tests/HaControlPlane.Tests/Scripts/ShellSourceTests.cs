using System.Diagnostics;
using HaControlPlane.Scripts;

namespace HaControlPlane.Tests.Scripts;

/// <summary>The node's shell passes shellcheck and parses under every shell it is to run under.</summary>
public sealed class ShellSourceTests
{
    public static TheoryData<string> Shells => Shell.Installed();

    private static string[] Sources => Directory.GetFiles(RepositoryRoot.Combine("src", "HaControlPlane.Core", "Scripts"), "*.sh");

    [Theory]
    [MemberData(nameof(Shells))]
    public void Every_file_parses(string shell)
    {
        foreach (var source in Sources)
        {
            var (code, _, error) = Shell.Called(shell).Run($"set -n; . {ShellQuote.Word(source)}");
            Assert.True(code == 0 && error.Length == 0, $"{source}: {error}");
        }
    }

    [ProgramFact("shellcheck")]
    public void The_library_passes_shellcheck()
    {
        var library = string.Concat(ShellLibrary.Files.Select(n => File.ReadAllText(Sources.Single(s => Path.GetFileName(s) == n))));
        var start = new ProcessStartInfo("shellcheck", ["-s", "dash", "-"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        process.StandardInput.Write(library);
        process.StandardInput.Close();
        Assert.Equal("", process.StandardOutput.ReadToEnd());
    }
}
