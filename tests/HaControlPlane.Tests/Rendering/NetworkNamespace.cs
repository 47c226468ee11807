using System.Diagnostics;

namespace HaControlPlane.Tests.Rendering;

/// <summary>A network namespace with an interface eth1, gone when disposed.</summary>
internal sealed class NetworkNamespace : IDisposable
{
    private readonly string name = $"hacp-test-{Guid.NewGuid():N}"[..20];

    public NetworkNamespace()
    {
        Run("ip", "netns", "add", name);
        Run("ip", "-n", name, "link", "add", "eth1", "type", "veth", "peer", "name", "eth2");
        Run("ip", "-n", name, "link", "set", "eth1", "up");
        Run("ip", "-n", name, "link", "set", "eth2", "up");
    }

    /// <summary>Runs a command in the namespace.</summary>
    public (int ExitCode, string Output) Inside(params string[] command) => Start("ip", ["netns", "exec", name, .. command]);

    public void Dispose() => Start("ip", ["netns", "delete", name]);

    public static (int ExitCode, string Output) Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH") + ":/usr/sbin:/sbin";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd() + error.Result;
        process.WaitForExit();
        return (process.ExitCode, output);
    }

    private static void Run(string program, params string[] arguments)
    {
        var (code, output) = Start(program, arguments);
        Assert.True(code == 0, output);
    }
}
