namespace HaControlPlane.Probing;

/// <summary>Whether a place that names the endpoint agrees with the topology.</summary>
public enum AgreementResult
{
    /// <summary>It names the topology's endpoint.</summary>
    Agrees,

    /// <summary>It names something else, or lacks a name.</summary>
    Differs,

    /// <summary>It could not be read.</summary>
    NotChecked,
}
