namespace HaControlPlane.Tests.Lab;

/// <summary>Whether this machine can carry a lab.</summary>
internal static class LabMachine
{
    private static readonly string[] Programs =
    [
        "ip", "nsenter", "unshare", "ssh", "sshd", "keepalived", "haproxy", "curl", "openssl", "socat", "busybox", "tcc", "python3", "setsid",
    ];

    public static string Verb { get; } = RepositoryRoot.Combine("tests", "lab", "lab");

    /// <summary>Why a test that takes long is left out; null in CI, and where all of the matrix was asked for.</summary>
    public static string? WhyNotNow =>
        Environment.GetEnvironmentVariable("CI") == "true" || Matrix.MatrixFactAttribute.IsAsked ? null : "It takes long; run it with CI=true.";

    /// <summary>The reason why there can be no lab here; null when there can.</summary>
    public static string? WhyNot(params string[] more)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            return "The lab needs Linux and root.";
        }

        var missing = Programs.Concat(more).Where(p => !ProgramFactAttribute.IsOnPath(p)).ToArray();
        return missing.Length == 0 ? null : $"The lab lacks {string.Join(", ", missing)}; run tests/lab/lab deps.";
    }

    public static string? WhyNoTree() => File.Exists("/var/cache/hacp-lab/tree.made-of") ? null : "The lab has no tree for systemd nodes; run tests/lab/lab tree.";

    /// <summary>Runs a verb of the lab to its end.</summary>
    public static Task<Ran> RunAsync(params IEnumerable<string> arguments) => Running.RunAsync(Verb, arguments);
}
