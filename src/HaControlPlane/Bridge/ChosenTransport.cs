using System.Management.Automation;
using HaControlPlane.Errors;
using HaControlPlane.Nodes;
using HaControlPlane.Topology;

namespace HaControlPlane.Bridge;

/// <summary>The transport a cmdlet was told to use for all nodes.</summary>
internal sealed class ChosenTransport
{
    /// <summary>The transport; null for each node's own.</summary>
    public TransportKind? Kind { get; set; }

    /// <summary>Says which transport was chosen, and why, on the pipeline thread.</summary>
    /// <param name="bridge">The way to the pipeline thread.</param>
    /// <param name="say">Writes a sentence.</param>
    public static Action<TransportChoice> Telling(EngineBridge bridge, Action<string> say)
    {
        var sink = new PipelineSink<TransportChoice>(bridge, choice => say(choice.ToString()));
        return sink.Report;
    }

    /// <summary>Why it cannot be used at all; null when it can.</summary>
    public ErrorRecord? Missing() => Kind is { } kind && NodeTransports.WhyNot(kind) is { } info ? ErrorRecords.TransportMissing(info, kind) : null;
}
