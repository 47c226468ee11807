namespace HaControlPlane.Tests.Lab;

/// <summary>Test classes of one lane run one after the other, so at most two have labs at the same time: real daemons share the machine.</summary>
public static class LabLanes
{
    public const string First = "lab lane 1";
    public const string Second = "lab lane 2";
}
