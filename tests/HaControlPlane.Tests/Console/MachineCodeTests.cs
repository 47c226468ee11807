using System.Diagnostics;
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
        var (built, told) = await RunAsync("dotnet", "publish", RepositoryRoot.Combine("src", "HaControlPlane.Cli"), "-p:Aot=true", "-p:SshNet=false", "--artifacts-path", folder.Combine("build"), "-o", folder.Combine("out"), "-nodeReuse:false");
        if (told.Contains("ILCompiler", StringComparison.Ordinal) && told.Contains("error NU1", StringComparison.Ordinal))
        {
            output.WriteLine($"Nothing is proven: the package feed has no compiler. {told}");
            return;
        }

        Assert.True(built == 0, told);
        var program = folder.Combine("out", "hacp");
        Assert.Equal(["LICENSE", "THIRD-PARTY-NOTICES.txt", "hacp"], Directory.GetFiles(folder.Combine("out")).Select(Path.GetFileName).Order(StringComparer.Ordinal));

        var wrong = folder.Combine("wrong.yaml");
        await File.WriteAllTextAsync(wrong, "endpoint: { vpi: 10.0.0.1 }\nnodes: [{ name: a, address: x }, { name: a, address: 10.0.0.2 }]\n");
        string[][] commands =
        [
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
            var expected = (await RunAsync("dotnet", [LabCluster.Hacp, .. command]), Files(folder.Combine("files")));
            Assert.Equal(expected, (await RunAsync(program, command), Files(folder.Combine("files"))));
        }
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

    private static async Task<(int ExitCode, string Output)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove("MSBUILDSDKSPATH");
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await error);
    }

    private sealed class TemporaryFolder : IDisposable
    {
        private readonly string path = Directory.CreateTempSubdirectory("hacp-").FullName;

        public string Combine(params string[] parts) => Path.Combine([path, .. parts]);

        public void Dispose() => Directory.Delete(path, recursive: true);
    }
}
