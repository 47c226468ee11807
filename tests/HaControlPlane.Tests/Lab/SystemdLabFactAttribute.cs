namespace HaControlPlane.Tests.Lab;

/// <summary>A test on nodes that systemd runs. Where there can be none it is skipped, and says why.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SystemdLabFactAttribute : FactAttribute
{
    public SystemdLabFactAttribute() => Skip = LabMachine.WhyNot("systemd-nspawn", "debootstrap") ?? LabMachine.WhyNoTree();
}
