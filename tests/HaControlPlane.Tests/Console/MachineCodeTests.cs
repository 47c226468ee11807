using HaControlPlane.Tests.Lab;
using Xunit.Abstractions;

namespace HaControlPlane.Tests.Console;

/// <summary>The console as one file of machine code says what it says on .NET: whatever a compiler might have left out would be missing here.</summary>
public sealed class MachineCodeTests(ITestOutputHelper output)
{
    [CompilerFact]
    public async Task Machine_code_says_what_dotnet_says()
    {
        using var folder = new TemporaryFolder();
        using var publish = Running.Start("dotnet", ["publish", RepositoryRoot.Combine("src", "HaControlPlane.Cli"), "-p:Aot=true", "--artifacts-path", folder.Combine("build"), "-o", folder.Combine("out"), "-nodeReuse:false"]);
        var built = await publish.EndAsync(TimeSpan.FromMinutes(10));
        if (built.Output.Contains("ILCompiler", StringComparison.Ordinal) && built.Output.Contains("error NU1", StringComparison.Ordinal))
        {
            output.WriteLine($"Nothing is proven: the package feed has no compiler. {built}");
            return;
        }

        Assert.True(built.ExitCode == 0, built.ToString());
        var program = folder.Combine("out", "hacp");
        Assert.Equal(["LICENSE", "THIRD-PARTY-NOTICES.txt", "hacp"], Directory.GetFiles(folder.Combine("out")).Select(Path.GetFileName).Order(StringComparer.Ordinal));

        var wrong = folder.Combine("wrong.yaml");
        await File.WriteAllTextAsync(wrong, "endpoint: { vpi: 10.0.0.1 }\nnodes: [{ name: a, address: x }, { name: a, address: 10.0.0.2 }]\n");
        // A node that nothing listens for: only the transport of this process says it in these words.
        var closed = folder.Combine("closed.yaml");
        await File.WriteAllTextAsync(closed, "name: x\nendpoint: { vip: 10.0.0.9, port: 8443 }\nssh: { user: root, port: 1, transport: sshnet }\nnodes: [{ name: a, address: 10.0.0.1, ssh: { host: 127.0.0.1 } }]\n");
        var refused = await SaidAsync(program, ["plan", closed], folder);
        Assert.Contains("connect to host 127.0.0.1 port 1: Connection refused", refused.Output + refused.Error, StringComparison.Ordinal);
        string[][] commands =
        [
            ["plan", closed],
            ["--help"],
            ["validate", wrong],
            ["validate", wrong, "--json"],
            .. Directory.GetFiles(RepositoryRoot.Combine("examples"), "*.yaml").SelectMany(e => new string[][]
            {
                ["validate", e, "--json"],
                ["render", e, "-o", folder.Combine("files"), "--json"],
            }),
        ];
        foreach (var command in commands)
        {
            Assert.Equal(await SaidAsync("dotnet", [LabCluster.Hacp, .. command], folder), await SaidAsync(program, command, folder));
        }
    }

    private static async Task<(int ExitCode, string Output, string Error, string Files)> SaidAsync(string program, string[] arguments, TemporaryFolder folder)
    {
        var ran = await Running.RunAsync(program, arguments);
        return (ran.ExitCode, ran.Output, ran.Error, Files(folder.Combine("files")));
    }

    /// <summary>Every file with its text, and away with them.</summary>
    private static string Files(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return "";
        }

        var all = string.Concat(Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(f => $"{f}\n{File.ReadAllText(f)}"));
        Directory.Delete(folder, recursive: true);
        return all;
    }

    private sealed class TemporaryFolder : IDisposable
    {
        private readonly string path = Directory.CreateTempSubdirectory("hacp-").FullName;

        public string Combine(params string[] parts) => Path.Combine([path, .. parts]);

        public void Dispose() => Directory.Delete(path, recursive: true);
    }
}
