namespace HaControlPlane.Nodes;

/// <summary>What came of asking the segment for an address.</summary>
public enum VipAnswerKind
{
    /// <summary>The node has no means to ask.</summary>
    NotAsked,

    /// <summary>The node has the address itself.</summary>
    Here,

    /// <summary>Somebody has it.</summary>
    Answered,

    /// <summary>Nobody has it.</summary>
    Silent,
}
