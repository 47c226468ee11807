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

    /// <summary>Why it cannot be used at all; null when it can.</summary>
    public ErrorRecord? Missing() => Kind is { } kind && NodeTransports.WhyNot(kind) is { } info ? ErrorRecords.TransportMissing(info, kind) : null;
}
