using HaControlPlane.Nodes;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Lab;

/// <summary>The engine's own way to a lab's nodes: its SSH client runs in the admin's network.</summary>
public sealed class LabClient : IAsyncDisposable
{
    private LabClient(LabCluster lab)
    {
        Transport = lab.Transport();
        Nodes = TopologyReader.ReadFile(lab.TopologyFile).Topology!.Nodes;
    }

    public OpenSshTransport Transport { get; }

    public IReadOnlyList<ControlPlaneNode> Nodes { get; }

    public static LabClient Of(LabCluster lab) => new(lab);

    public ValueTask DisposeAsync() => Transport.DisposeAsync();
}
