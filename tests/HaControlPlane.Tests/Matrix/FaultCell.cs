namespace HaControlPlane.Tests.Matrix;

/// <summary>One fault at one point of one change, on one node.</summary>
/// <param name="Change">The change.</param>
/// <param name="Script">The script of the node that stops: commit or confirm.</param>
/// <param name="Point">The point: a record of the journal, or an instant of the confirmation.</param>
/// <param name="Fault">What breaks.</param>
/// <param name="Node">The number of the node, from 0.</param>
internal sealed record FaultCell(Change Change, string Script, string Point, Fault Fault, int Node)
{
    public override string ToString() => $"{Change.Name} / {Point} / {Fault.Name} / node-{Node + 1}";
}

/// <summary>What came of it.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Problem">What is half done or left behind; null when nothing is.</param>
/// <param name="Recovery">From the fault to a whole node.</param>
/// <param name="Repaired">Why it took <c>hacp repair</c>; null when the node healed by itself.</param>
internal sealed record FaultResult(FaultCell Cell, string? Problem, TimeSpan Recovery, string? Repaired)
{
    /// <summary>Why nothing came of it: the cell could not be set up or carried through. Null when it was tried.</summary>
    public string? NotTried { get; init; }
}
