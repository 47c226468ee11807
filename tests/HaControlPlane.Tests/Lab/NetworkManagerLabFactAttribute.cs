namespace HaControlPlane.Tests.Lab;

/// <summary>A test on nodes that systemd runs and that have NetworkManager, in CI. Where there can be none it is skipped, and says why.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NetworkManagerLabFactAttribute : LabFactAttribute
{
    private const string Program = "/var/cache/hacp-lab/tree/usr/bin/nmcli";

    public NetworkManagerLabFactAttribute()
        : base("systemd-nspawn", "debootstrap")
    {
        Skip ??= LabMachine.WhyNoTree() ?? (File.Exists(Program) ? null : "The tree of systemd nodes has no NetworkManager: it could not be fetched.");
        OnlyInCI = true;
    }
}
