namespace HaControlPlane.Tests.Lab;

/// <summary>A test on real nodes. Where there can be none it is skipped, and says why.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class LabFactAttribute : FactAttribute
{
    public LabFactAttribute(params string[] programs) => Skip = LabMachine.WhyNot(programs);

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
