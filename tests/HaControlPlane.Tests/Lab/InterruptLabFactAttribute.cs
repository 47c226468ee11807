using System.Globalization;

namespace HaControlPlane.Tests.Lab;

/// <summary>A lab test that sends Ctrl+C. A background job ignores it, and so do all programs it starts; then it is skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class InterruptLabFactAttribute : FactAttribute
{
    public InterruptLabFactAttribute() => Skip = new LabFactAttribute().Skip
        ?? (IsIgnored() ? "Ctrl+C is ignored here, as in background jobs; run the tests in the foreground." : null);

    /// <summary>SigIgn is a mask in hexadecimal; SIGINT is signal 2, the second bit.</summary>
    private static bool IsIgnored() => File.ReadLines("/proc/self/status")
        .Where(l => l.StartsWith("SigIgn:", StringComparison.Ordinal))
        .Any(l => (ulong.Parse(l[7..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & 2) != 0);
}
