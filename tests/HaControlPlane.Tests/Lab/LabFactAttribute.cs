namespace HaControlPlane.Tests.Lab;

/// <summary>A test on real nodes. Where there can be none it is skipped, and says why.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LabFactAttribute : FactAttribute
{
    public LabFactAttribute(params string[] programs) => Skip = LabMachine.WhyNot(programs);
}
