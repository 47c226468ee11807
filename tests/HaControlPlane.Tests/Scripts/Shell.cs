using System.Diagnostics;

namespace HaControlPlane.Tests.Scripts;

/// <summary>A shell on this machine, to prove that our scripts mean the same to every one of them.</summary>
public sealed record Shell(string Name, string Program, params string[] Arguments)
{
    public static IReadOnlyList<Shell> All { get; } =
    [
        new("sh", "/bin/sh"),
        new("dash", "/bin/dash"),
        new("bash", "/bin/bash", "--posix"),
        new("busybox", "/bin/busybox", "sh"),
    ];

    public bool IsInstalled => File.Exists(Program);

    public static TheoryData<string> Installed() => new(All.Where(s => s.IsInstalled).Select(s => s.Name));

    public static Shell Called(string name) => All.First(s => s.Name == name);

    /// <summary>Runs a command line, with bytes on standard input, in the C locale as on a node.</summary>
    public (int ExitCode, byte[] Output, string Error) Run(string command, byte[]? input = null)
    {
        var start = new ProcessStartInfo(Program, [.. Arguments, "-c", command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LC_ALL"] = "C";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var writing = Task.Run(() =>
        {
            try
            {
                process.StandardInput.BaseStream.Write(input ?? []);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // It ended before it had read everything.
            }
        });
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        writing.Wait(TimeSpan.FromSeconds(10));
        process.WaitForExit();
        return (process.ExitCode, output.ToArray(), error.Result);
    }

    public override string ToString() => Name;
}
