namespace HaControlPlane.Tests.Matrix;

/// <summary>A long test on real nodes: it runs where HACP_MATRIX=1 says so, and else says how to run it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MatrixFactAttribute : FactAttribute
{
    private bool systemd;

    public MatrixFactAttribute() => Skip = MatrixLab.WhyNot() ?? (IsAsked ? null : "It takes minutes; run it with HACP_MATRIX=1.");

    /// <summary>The test's nodes run systemd.</summary>
    public bool Systemd
    {
        get => systemd;
        set
        {
            systemd = value;
            Skip ??= value && !File.Exists("/var/cache/hacp-lab/tree.made-of") ? "The lab has no tree for systemd nodes; run tests/lab/lab tree." : null;
        }
    }

    public static bool IsAsked => Environment.GetEnvironmentVariable("HACP_MATRIX") == "1";
}
