namespace HaControlPlane.Nodes;

/// <summary>A program on a node that did not answer within its limit. It was ended, with what it had started.</summary>
/// <param name="Command">The command line.</param>
/// <param name="Limit">How long it had.</param>
public sealed record UnansweredQuestion(string Command, TimeSpan Limit)
{
    /// <summary>For example "kubelet --version (10 s)".</summary>
    public override string ToString() => FormattableString.Invariant($"{Command} ({Limit.TotalSeconds:0} s)");
}
