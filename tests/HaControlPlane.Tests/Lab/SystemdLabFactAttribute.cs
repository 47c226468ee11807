namespace HaControlPlane.Tests.Lab;

/// <summary>A test on nodes that systemd runs. Where there can be none it is skipped, and says why.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SystemdLabFactAttribute : LabFactAttribute
{
    public SystemdLabFactAttribute()
        : base("systemd-nspawn", "debootstrap") => Skip ??= LabMachine.WhyNoTree();
}
