using System.Diagnostics;
using HaControlPlane.SshNet.Files;
using HaControlPlane.SshNet.Login;

namespace HaControlPlane.Tests.SshNet;

/// <summary>Keys of files and of a real agent, in the order in which a server is shown them.</summary>
public sealed class LoginKeysTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("sshnet");
    private readonly List<Process> agents = [];

    [ProgramFact("ssh-keygen")]
    public void A_key_with_a_passphrase_is_no_key_of_ours_and_says_why()
    {
        var (open, locked) = (Make("open", "ed25519"), Make("locked", "ed25519", "secret words"));
        var keys = LoginKeys.Of(Target(null, open, locked, "/nowhere/key"));
        Assert.Single(keys.Sources);
        Assert.Contains($"ssh-add {locked}", Assert.Single(keys.Unused), StringComparison.Ordinal);
    }

    [ProgramFact("ssh-keygen", "ssh-agent", "ssh-add")]
    public void The_agents_keys_that_are_named_go_first_whatever_protects_their_files()
    {
        var (one, two) = (Make("one", "rsa"), Make("two", "ecdsa"));
        var agent = Agent(one, two);
        // The public part is read from the front of the private file, too.
        File.Delete(two + ".pub");
        Run("ssh-keygen", ["-q", "-p", "-N", "secret words", "-f", two]);
        var named = LoginKeys.Of(Target(agent, two) with { OnlyKeyFiles = true });
        Assert.Equal("ecdsa-sha2-nistp256", Type(Assert.Single(named.Sources)));
        Assert.Empty(named.Unused);
        Assert.Equal(["ecdsa-sha2-nistp256", "rsa-sha2-512"], LoginKeys.Of(Target(agent, two)).Sources.Select(Type));
        // Beside a password each key costs a try.
        Assert.Single(LoginKeys.Of(Target(agent, two), onlyFiles: true).Sources);
    }

    [ProgramFact("ssh-keygen", "ssh-agent", "ssh-add")]
    public void The_agent_signs()
    {
        var socket = Agent(Make("key", "ed25519"));
        var agent = new SshAgent(socket);
        ReadOnlySpan<byte> signature = agent.Sign(Assert.Single(agent.PublicKeys()), [1, 2, 3], 0);
        Assert.Equal("ssh-ed25519", SshBlob.TypeOf(signature));
        Assert.Throws<IOException>(() => agent.Sign([1], [1, 2, 3], 0));
    }

    [Fact]
    public void An_agent_that_is_gone_has_no_keys() => Assert.Empty(new SshAgent("/nowhere/agent").PublicKeys());

    public void Dispose()
    {
        foreach (var agent in agents)
        {
            agent.Kill();
            agent.Dispose();
        }

        folder.Delete(recursive: true);
    }

    private static string Type(Renci.SshNet.IPrivateKeySource key) => key.HostKeyAlgorithms.First().Name;

    private static SshTarget Target(string? agent, params string[] files) => new()
    {
        Host = "h", Port = 22, User = "u", KnownHostsFiles = [], KeyFiles = files, OnlyKeyFiles = false, Agent = agent,
    };

    private string Make(string name, string type, string passphrase = "")
    {
        var path = Path.Combine(folder.FullName, name);
        Run("ssh-keygen", ["-q", "-t", type, "-N", passphrase, "-f", path]);
        return path;
    }

    private string Agent(params string[] keys)
    {
        var socket = Path.Combine(folder.FullName, "agent");
        agents.Add(Process.Start(new ProcessStartInfo("ssh-agent", ["-D", "-a", socket]) { RedirectStandardOutput = true })!);
        Assert.True(SpinWait.SpinUntil(() => File.Exists(socket), TimeSpan.FromSeconds(10)));
        Run("ssh-add", ["-q", .. keys], ("SSH_AUTH_SOCK", socket));
        return socket;
    }

    private static void Run(string program, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments);
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
