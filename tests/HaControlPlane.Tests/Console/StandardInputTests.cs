using HaControlPlane.Tests.Lab;

namespace HaControlPlane.Tests.Console;

/// <summary>The console's own standard input, as other programs may leave it.</summary>
public sealed class StandardInputTests
{
    /// <summary>Runs the rest of its arguments with a non-blocking pipe for standard input, in which the lines come late.</summary>
    private const string Late = """
        import os, subprocess, sys, time
        read, write = os.pipe()
        os.set_blocking(read, False)
        child = subprocess.Popen(sys.argv[1:], stdin=read)
        os.close(read)
        for part in (b"first", b" password\nsecond password\n"):
            time.sleep(1)
            os.write(write, part)
        os.close(write)
        sys.exit(child.wait())
        """;

    [ProgramFact("python3")]
    public async Task It_may_be_non_blocking()
    {
        var folder = Directory.CreateTempSubdirectory("stdin");
        try
        {
            var topology = Path.Combine(folder.FullName, "t.yaml");
            await File.WriteAllTextAsync(topology, "name: x\nendpoint: { vip: 10.0.0.9, port: 8443 }\nssh: { user: root, port: 1 }\nnodes: [{ name: a, address: 10.0.0.1, ssh: { host: 127.0.0.1 } }]\n");
            var run = await Running.RunAsync("python3", ["-c", Late, "dotnet", LabCluster.Hacp, "plan", topology, "--ask-pass", "--ask-become-pass"]);
            Assert.True(run.ExitCode == 1, run.ToString());
            Assert.Contains("HCP201", run.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("Resource temporarily unavailable", run.Error, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
