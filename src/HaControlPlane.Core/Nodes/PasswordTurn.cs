namespace HaControlPlane.Nodes;

/// <summary>When a node may be told the login password.</summary>
internal enum PasswordTurn
{
    /// <summary>Now, and no other node until it is known what came of it.</summary>
    Alone,

    /// <summary>Now: it was accepted elsewhere.</summary>
    AlongWithOthers,

    /// <summary>Not at all: it was refused too often.</summary>
    Never,
}
