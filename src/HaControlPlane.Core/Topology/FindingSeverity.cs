namespace HaControlPlane.Topology;

/// <summary>How much a finding weighs.</summary>
public enum FindingSeverity
{
    /// <summary>Worth knowing.</summary>
    Information,

    /// <summary>Works, but will hurt one day. Nothing is refused.</summary>
    Warning,

    /// <summary>Cannot work. Nothing is contacted or changed.</summary>
    Error,
}
