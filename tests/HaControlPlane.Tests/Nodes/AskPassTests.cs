using System.Text;
using HaControlPlane.Scripts;
using HaControlPlane.Tests.Scripts;

namespace HaControlPlane.Tests.Nodes;

/// <summary>The program the SSH client asks for a password, under every shell that may be an admin's /bin/sh.</summary>
public sealed class AskPassTests : IDisposable
{
    private const string Password = " p'w\"$(x)\\n ";
    private static readonly string Program = RepositoryRoot.Combine("src", "HaControlPlane.Core", "Nodes", "askpass.sh");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("askpass");

    public static TheoryData<string> Shells => Shell.Installed();

    private string Asked => Path.Combine(folder.FullName, "1.asked");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Shells))]
    public void It_leaves_word_and_tells_the_one_line_it_reads(string shell)
    {
        var (code, output, error) = Ask(shell, "ops@node-1's password: ");
        Assert.Equal((0, Password + "\nasker lives\n", ""), (code, Encoding.UTF8.GetString(output), error));
        Assert.Equal("ops@node-1's password: \n", File.ReadAllText(Asked));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public void Asked_again_it_ends_the_asker(string shell)
    {
        File.WriteAllText(Asked, "before");
        var (code, output, _) = Ask(shell, "Verification code: ");
        Assert.Empty(output);
        Assert.NotEqual(0, code);
        Assert.Equal("Verification code: \n", File.ReadAllText(Asked + ".again"));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public void It_has_no_answer_to_other_questions(string shell)
    {
        Assert.Equal("asker lives\n", Encoding.UTF8.GetString(Ask(shell, "Enter passphrase for key '/root/.ssh/id': ").Output));
        Assert.Equal("asker lives\n", Encoding.UTF8.GetString(Ask(shell, "Allow?", "export SSH_ASKPASS_PROMPT=confirm; ").Output));
        Assert.False(File.Exists(Asked));
    }

    /// <summary>The echo after it keeps the shell that asks from becoming the program itself.</summary>
    private (int Code, byte[] Output, string Error) Ask(string name, string question, string before = "")
    {
        var shell = Shell.Called(name);
        var call = ShellQuote.Command([shell.Program, .. shell.Arguments, Program, question]);
        return shell.Run($"export HACP_ASKED={ShellQuote.Word(Asked)}; {before}{call}; echo asker lives", Encoding.UTF8.GetBytes(Password + "\nmore\n"));
    }
}
