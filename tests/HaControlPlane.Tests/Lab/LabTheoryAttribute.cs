namespace HaControlPlane.Tests.Lab;

/// <summary>A test on real nodes with several rows. Where there can be no nodes it is skipped, and says why.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LabTheoryAttribute : TheoryAttribute
{
    public LabTheoryAttribute(params string[] programs) => Skip = LabMachine.WhyNot(programs);

    /// <summary>It takes long: a developer's run goes without it.</summary>
    public bool OnlyInCI
    {
        get;
        set
        {
            field = value;
            Skip ??= value ? LabMachine.WhyNotNow : null;
        }
    }
}
