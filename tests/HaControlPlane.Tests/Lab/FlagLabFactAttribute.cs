using System.Diagnostics;

namespace HaControlPlane.Tests.Lab;

/// <summary>A test on real nodes whose disk knows the flags of chattr. Nodes' disks are tmpfs, which has them from Linux 6.6 on.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FlagLabFactAttribute : LabFactAttribute
{
    private static readonly Lazy<string?> WhyNot = new(() =>
    {
        const string Try = "f=$(mktemp -p /dev/shm) && chattr +i $f && chattr -i $f; r=$?; rm -f $f; exit $r";
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", Try]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.WaitForExit();
        return process.ExitCode == 0 ? null : "A tmpfs of this kernel has no flags for chattr.";
    });

    public FlagLabFactAttribute() => Skip ??= WhyNot.Value;
}
