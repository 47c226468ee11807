using HaControlPlane.Nodes;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Lab;

/// <summary>The engine's own way to a lab's nodes: its SSH client runs in the admin's network.</summary>
public sealed class LabClient : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("hacp-ssh");

    private LabClient(LabCluster lab)
    {
        var client = Path.Combine(folder.FullName, "ssh");
        File.WriteAllText(client, $"#!/bin/sh\nexec nsenter --net=/run/netns/{lab.Name}-admin ssh \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(client, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        Transport = new OpenSshTransport(new OpenSshOptions { Program = client });
        Nodes = TopologyReader.ReadFile(lab.TopologyFile).Topology!.Nodes;
    }

    public OpenSshTransport Transport { get; }

    public IReadOnlyList<ControlPlaneNode> Nodes { get; }

    public static LabClient Of(LabCluster lab) => new(lab);

    public async ValueTask DisposeAsync()
    {
        await Transport.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
