namespace HaControlPlane.Tests.Matrix;

/// <summary>A sample of a long test on real nodes: it runs in CI, where nobody asks for the whole.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SampleFactAttribute : FactAttribute
{
    public SampleFactAttribute() => Skip = MatrixLab.WhyNot() ?? (MatrixFactAttribute.IsAsked
        ? "The whole runs, of which this is a sample."
        : Environment.GetEnvironmentVariable("CI") == "true" ? null : "A sample of the fault matrix; run it with CI=true.");
}
