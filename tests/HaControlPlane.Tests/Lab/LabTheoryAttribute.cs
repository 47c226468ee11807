namespace HaControlPlane.Tests.Lab;

/// <summary>A test on real nodes with several rows. Where there can be no nodes it is skipped, and says why.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LabTheoryAttribute : TheoryAttribute
{
    public LabTheoryAttribute(params string[] programs) => Skip = LabMachine.WhyNot(programs);
}
