namespace HaControlPlane.Nodes;

/// <summary>A process of keepalived or haproxy that no other of its kind has started.</summary>
/// <param name="Daemon">Its name.</param>
/// <param name="Id">Its process id on the node.</param>
/// <param name="InPod">It runs in a container, whose paths are its own.</param>
/// <param name="Arguments">Its command line behind the program.</param>
internal sealed record DaemonProcess(string Daemon, string Id, bool InPod, IReadOnlyList<string> Arguments);
