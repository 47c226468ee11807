using System.Globalization;

namespace HaControlPlane.Tests.Lab;

/// <summary>Whether this machine has time to keep to what is promised of an ordinary one.</summary>
public static class MachineLoad
{
    /// <summary>Two processes wait for each that runs, on an average of the last minute.</summary>
    public static bool IsBusy => double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture) > 2 * Environment.ProcessorCount;
}
