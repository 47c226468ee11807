namespace HaControlPlane.Tests.Lab;

/// <summary>A test on nodes that systemd runs. Where there can be none it is skipped, and says why.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SystemdLabFactAttribute : FactAttribute
{
    private bool onlyInCI;

    public SystemdLabFactAttribute() => Skip = LabMachine.WhyNot("systemd-nspawn", "debootstrap") ?? LabMachine.WhyNoTree();

    /// <summary>It takes long: a developer's run goes without it.</summary>
    public bool OnlyInCI
    {
        get => onlyInCI;
        set
        {
            onlyInCI = value;
            Skip ??= value ? LabMachine.WhyNotNow : null;
        }
    }
}
